-- Does in Neovim what its user would: opens oven.c with the language server that
-- $CLANGD names, reads what is found, takes the first fix offered there, waits for
-- the finding to go, and saves. Written for Debian 12's Neovim 0.7.
--
--   nvim --headless -u NONE -S neovim.lua
--
-- SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

local function wait(what, holds)
  if not vim.wait(60000, holds) then
    io.stderr:write('neovim: ' .. what .. '\n')
    vim.cmd('cquit 1')
  end
end

local function found() return vim.diagnostic.get(0) end

vim.ui.select = function(items, options, choose)
  for _, item in ipairs(items) do
    io.stdout:write('offered: ' .. options.format_item(item) .. '\n')
  end
  choose(items[1], 1)
end

-- As docs/editors.md has it.
local id
vim.api.nvim_create_autocmd('FileType', {pattern = 'c', callback = function(event)
  id = id or vim.lsp.start_client({name = 'epflint', cmd = {vim.env.CLANGD},
                                   root_dir = vim.fn.getcwd()})
  vim.lsp.buf_attach_client(event.buf, id)
end})
vim.cmd('filetype on | edit oven.c')
wait('nothing found', function() return #found() > 0 end)
for _, each in ipairs(found()) do
  io.stdout:write(('%d:%d: %s [%s]\n'):format(each.lnum + 1, each.col + 1,
    each.message, each.user_data.lsp.code))
end

vim.api.nvim_win_set_cursor(0, {found()[1].lnum + 1, found()[1].col})
vim.lsp.buf.code_action()
wait('no fix', function() return vim.bo.modified end)
wait('the finding stays', function() return #found() == 0 end)
vim.cmd('write | quit')

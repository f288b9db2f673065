;;; eglot.el --- does in Emacs what its user would  -*- lexical-binding: t -*-

;; Opens oven.c with the language server that $CLANGD names, by way of eglot, reads
;; what is found, takes the fix, waits for the finding to go, and saves.  Written
;; for Debian 12's Emacs 28 and eglot 1.9.
;;
;;   emacs --batch -q -l eglot.el
;;
;; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

;;; Code:

(require 'eglot)
(setq make-backup-files nil)
(add-to-list 'eglot-server-programs
             `((c-mode c-ts-mode) ,(getenv "CLANGD") "--log=error"))

(defun wait (what holds)
  "Wait until HOLDS; say WHAT if it never does."
  (with-timeout (60 (message "eglot: %s" what) (kill-emacs 1))
    (while (not (funcall holds))
      (accept-process-output nil 0.05))))

(defun finding ()
  "The diagnostic of a rule of ours."
  (seq-find (lambda (each) (string-match "epf-" (flymake-diagnostic-text each)))
            (flymake-diagnostics)))

(find-file "oven.c")
(apply #'eglot (eglot--guess-contact))
(wait "nothing found" #'finding)
(let* ((found (finding))
       (beg (flymake-diagnostic-beg found))
       (end (flymake-diagnostic-end found)))
  (princ (format "%d: %s\n" (line-number-at-pos beg) (flymake-diagnostic-text found)))
  ;; C-u M-x eglot-code-actions RET quickfix
  (eglot-code-actions beg end "quickfix" t))
(wait "no fix" #'buffer-modified-p)
;; Eglot sends changes when Emacs is idle, which it never is in a batch.
(eglot--signal-textDocument/didChange)
(wait "the finding stays" (lambda () (null (flymake-diagnostics))))
(save-buffer)
(eglot-shutdown (eglot-current-server))

;;; eglot.el ends here

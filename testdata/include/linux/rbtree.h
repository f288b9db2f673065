/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Search trees whose links live inside the elements. */
#ifndef EPFLINT_MINI_RBTREE_H
#define EPFLINT_MINI_RBTREE_H

#include <linux/types.h>

struct rb_node {
	struct rb_node *up, *rb_left, *rb_right;
};

struct rb_root {
	struct rb_node *rb_node;
};

#define RB_ROOT	((struct rb_root){ NULL })

static inline void rb_link_node(struct rb_node *node, struct rb_node *parent,
				struct rb_node **link)
{
	node->up = parent;
	node->rb_left = NULL;
	node->rb_right = NULL;
	*link = node;
}

void rb_insert_color(struct rb_node *node, struct rb_root *root);
void rb_erase(struct rb_node *node, struct rb_root *root);
struct rb_node *rb_first(const struct rb_root *root);

#define rb_entry(link, type, member) container_of(link, type, member)

#endif

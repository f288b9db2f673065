/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Doubly linked lists whose links live inside the elements. */
#ifndef EPFLINT_MINI_LIST_H
#define EPFLINT_MINI_LIST_H

#include <linux/types.h>

struct list_head {
	struct list_head *next, *prev;
};

#define LIST_HEAD_INIT(name)	{ .next = &(name), .prev = &(name) }
#define LIST_HEAD(name)		struct list_head name = LIST_HEAD_INIT(name)

static inline void INIT_LIST_HEAD(struct list_head *head)
{
	head->prev = head;
	head->next = head;
}

static inline bool list_empty(const struct list_head *head)
{
	return head == head->next;
}

static inline void list_add(struct list_head *item, struct list_head *head)
{
	struct list_head *after = head->next;

	item->prev = head;
	item->next = after;
	after->prev = item;
	head->next = item;
}

static inline void list_add_tail(struct list_head *item, struct list_head *head)
{
	list_add(item, head->prev);
}

static inline void list_del(struct list_head *item)
{
	item->prev->next = item->next;
	item->next->prev = item->prev;
	item->next = NULL;
	item->prev = NULL;
}

#define list_entry(link, type, member) container_of(link, type, member)

#define list_first_entry(head, type, member) \
	list_entry((head)->next, type, member)

#define list_next_entry(pos, member) \
	list_entry((pos)->member.next, __typeof__(*(pos)), member)

#define list_prev_entry(pos, member) \
	list_entry((pos)->member.prev, __typeof__(*(pos)), member)

static inline int list_is_head(const struct list_head *link,
			       const struct list_head *head)
{
	return link == head;
}

#define list_entry_is_head(pos, head, member) \
	list_is_head(&(pos)->member, (head))

#define list_for_each_entry(pos, head, member)				\
	for ((pos) = list_entry((head)->next, __typeof__(*(pos)), member); \
	     !list_entry_is_head(pos, head, member);			\
	     (pos) = list_next_entry(pos, member))

#define list_for_each_entry_reverse(pos, head, member)			\
	for ((pos) = list_entry((head)->prev, __typeof__(*(pos)), member); \
	     !list_entry_is_head(pos, head, member);			\
	     (pos) = list_prev_entry(pos, member))

/* Goes on backwards from the element before pos. */
#define list_for_each_entry_continue_reverse(pos, head, member)		\
	for ((pos) = list_prev_entry(pos, member);			\
	     !list_entry_is_head(pos, head, member);			\
	     (pos) = list_prev_entry(pos, member))

/* As list_for_each_entry, but the body may take pos off the list. */
#define list_for_each_entry_safe(pos, ahead, head, member)		\
	for ((pos) = list_entry((head)->next, __typeof__(*(pos)), member), \
	     (ahead) = list_next_entry(pos, member);			\
	     !list_entry_is_head(pos, head, member);			\
	     (pos) = (ahead), (ahead) = list_next_entry(ahead, member))

/* Chains of a hash table: the head is one pointer, and the last next is NULL. */
struct hlist_node {
	struct hlist_node *next, **from;
};

struct hlist_head {
	struct hlist_node *first;
};

static inline void INIT_HLIST_HEAD(struct hlist_head *head)
{
	head->first = NULL;
}

static inline void hlist_add_head(struct hlist_node *item,
				  struct hlist_head *head)
{
	item->next = head->first;
	item->from = &head->first;
	if (item->next)
		item->next->from = &item->next;
	head->first = item;
}

static inline void hlist_del(struct hlist_node *item)
{
	*item->from = item->next;
	if (item->next)
		item->next->from = item->from;
}

#define hlist_entry_safe(link, type, member)				\
	({								\
		struct hlist_node *link_ = (link);			\
		link_ ? container_of(link_, type, member) : NULL;	\
	})

/* The body may take pos out of its chain. */
#define hlist_for_each_entry_safe(pos, ahead, head, member)		\
	for ((pos) = hlist_entry_safe((head)->first, __typeof__(*(pos)), \
				      member);				\
	     (pos) && ((ahead) = (pos)->member.next, 1);		\
	     (pos) = hlist_entry_safe(ahead, __typeof__(*(pos)), member))

#endif

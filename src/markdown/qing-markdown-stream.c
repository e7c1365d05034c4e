/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "qing-markdown-stream.h"

#include "qing-leaf-private.h"
#include "qing-markdown-cmark.h"

#include <string.h>

struct _QingMarkdownStream
{
  GString *source;
  GPtrArray *leaves;
  gboolean dirty;
};

QingMarkdownStream *
qing_markdown_stream_new (void)
{
  QingMarkdownStream *self = g_new0 (QingMarkdownStream, 1);

  self->source = g_string_new (NULL);
  self->leaves = g_ptr_array_new_with_free_func ((GDestroyNotify) qing_leaf_unref);
  return self;
}

void
qing_markdown_stream_free (QingMarkdownStream *self)
{
  g_string_free (self->source, TRUE);
  g_ptr_array_unref (self->leaves);
  g_free (self);
}

void
qing_markdown_stream_feed (QingMarkdownStream *self, const char *bytes, gssize length)
{
  g_string_append_len (self->source, bytes, length);
  self->dirty = TRUE;
}

/* Keeps every leaf that is the same as before, so that its object stays. */
static gboolean
replace_leaves (QingMarkdownStream *self, GPtrArray *fresh, QingMarkdownChange *change)
{
  guint same = 0;
  guint shorter = MIN (self->leaves->len, fresh->len);

  *change = (QingMarkdownChange){ .n_leaves = fresh->len };
  while (same < shorter && qing_leaf_equal (self->leaves->pdata[same], fresh->pdata[same]))
    same++;
  change->first_changed = same;
  if (same < shorter)
    {
      QingLeaf *old_leaf = self->leaves->pdata[same];
      QingLeaf *new_leaf = fresh->pdata[same];

      if (old_leaf->kind == new_leaf->kind && old_leaf->n_columns == new_leaf->n_columns)
        {
          guint rows = MIN (old_leaf->n_rows, new_leaf->n_rows);

          change->stable_bytes = qing_leaf_common_prefix (old_leaf, new_leaf);
          while (change->stable_rows < rows &&
                 qing_leaf_row_equal (old_leaf, new_leaf, change->stable_rows))
            change->stable_rows++;
        }
    }
  if (same == self->leaves->len && same == fresh->len)
    return FALSE;
  g_ptr_array_set_size (self->leaves, same);
  for (guint i = same; i < fresh->len; i++)
    g_ptr_array_add (self->leaves, qing_leaf_ref (fresh->pdata[i]));
  return TRUE;
}

static GPtrArray *
parse (QingMarkdownStream *self)
{
  g_autofree char *valid = g_utf8_make_valid (self->source->str, self->source->len);

  return qing_markdown_cmark_parse (valid, strlen (valid));
}

/**
 * qing_markdown_stream_update:
 * @self: a stream
 * @change: (out): what has changed since the last update
 *
 * Returns: whether anything has changed
 */
gboolean
qing_markdown_stream_update (QingMarkdownStream *self, QingMarkdownChange *change)
{
  g_autoptr (GPtrArray) fresh = NULL;

  *change = (QingMarkdownChange){ self->leaves->len, self->leaves->len };
  if (!self->dirty)
    return FALSE;
  self->dirty = FALSE;
  fresh = parse (self);
  if (fresh->len > 0)
    ((QingLeaf *) fresh->pdata[fresh->len - 1])->closed = FALSE;
  return replace_leaves (self, fresh, change);
}

gboolean
qing_markdown_stream_finish (QingMarkdownStream *self, QingMarkdownChange *change)
{
  g_autoptr (GPtrArray) fresh = parse (self);

  self->dirty = FALSE;
  return replace_leaves (self, fresh, change);
}

void
qing_markdown_stream_reset (QingMarkdownStream *self)
{
  g_string_truncate (self->source, 0);
  g_ptr_array_set_size (self->leaves, 0);
  self->dirty = FALSE;
}

/**
 * qing_markdown_stream_get_leaf:
 * @self: a stream
 * @index: below the number of leaves
 *
 * Returns: (transfer none): the leaf
 */
QingLeaf *
qing_markdown_stream_get_leaf (QingMarkdownStream *self, guint index)
{
  g_return_val_if_fail (index < self->leaves->len, NULL);

  return self->leaves->pdata[index];
}

guint
qing_markdown_stream_get_n_leaves (QingMarkdownStream *self)
{
  return self->leaves->len;
}

guint
qing_markdown_stream_get_n_closed (QingMarkdownStream *self)
{
  return self->leaves->len > 0 ? self->leaves->len - 1 : 0;
}

const char *
qing_markdown_stream_get_source (QingMarkdownStream *self, gsize *length)
{
  if (length != NULL)
    *length = self->source->len;
  return self->source->str;
}

/**
 * qing_markdown_parse:
 * @text: Markdown, of any content
 * @length: bytes, or -1 if it ends with NUL
 *
 * Returns: (transfer full) (element-type QingLeaf): the leaves of the whole text
 */
GPtrArray *
qing_markdown_parse (const char *text, gssize length)
{
  g_autoptr (QingMarkdownStream) self = qing_markdown_stream_new ();
  QingMarkdownChange change;

  qing_markdown_stream_feed (self, text, length < 0 ? (gssize) strlen (text) : length);
  qing_markdown_stream_finish (self, &change);
  return g_ptr_array_ref (self->leaves);
}

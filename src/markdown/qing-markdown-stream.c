/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "qing-markdown-stream.h"

#include "qing-block-parser.h"
#include "qing-utf8-feed.h"

#include <string.h>

struct _QingMarkdownStream
{
  GString *source;
  QingUtf8Feed feed;
  QingLeafList leaves;
  QingBlockParser *parser;
  gboolean dirty;
  gboolean finished;
};

static void
begin (QingMarkdownStream *self)
{
  self->source = g_string_new (NULL);
  self->feed = (QingUtf8Feed){ 0 };
  self->dirty = FALSE;
  self->finished = FALSE;
  qing_leaf_list_init (&self->leaves);
  self->parser = qing_block_parser_new (self->source, &self->leaves);
}

static void
end (QingMarkdownStream *self)
{
  g_clear_pointer (&self->parser, qing_block_parser_free);
  qing_leaf_list_clear (&self->leaves);
  g_string_free (self->source, TRUE);
}

QingMarkdownStream *
qing_markdown_stream_new (void)
{
  QingMarkdownStream *self = g_new0 (QingMarkdownStream, 1);

  begin (self);
  return self;
}

void
qing_markdown_stream_free (QingMarkdownStream *self)
{
  end (self);
  g_free (self);
}

/**
 * qing_markdown_stream_feed:
 * @self: a stream that is not finished
 * @bytes: more of the text, which may be cut anywhere and hold anything
 * @length: bytes, or -1 if they end with NUL
 *
 * Takes the text in; nothing is parsed before the next update.
 */
void
qing_markdown_stream_feed (QingMarkdownStream *self, const char *bytes, gssize length)
{
  g_return_if_fail (!self->finished);

  qing_utf8_feed_append (&self->feed, self->source, bytes,
                         length < 0 ? strlen (bytes) : (gsize) length);
  self->dirty = TRUE;
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
  if (self->dirty && !self->finished)
    qing_block_parser_update (self->parser);
  self->dirty = FALSE;
  return qing_leaf_list_take_change (&self->leaves, change);
}

/**
 * qing_markdown_stream_finish:
 * @self: a stream
 * @change: (out): what has changed since the last update
 *
 * Nothing will follow. After this the leaves are those of the whole text.
 *
 * Returns: whether anything has changed
 */
gboolean
qing_markdown_stream_finish (QingMarkdownStream *self, QingMarkdownChange *change)
{
  if (!self->finished)
    {
      qing_utf8_feed_finish (&self->feed, self->source);
      qing_block_parser_finish (self->parser);
    }
  self->finished = TRUE;
  return qing_leaf_list_take_change (&self->leaves, change);
}

/**
 * qing_markdown_stream_reset:
 * @self: a stream
 *
 * Makes the stream as good as new.
 */
void
qing_markdown_stream_reset (QingMarkdownStream *self)
{
  end (self);
  begin (self);
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
  g_return_val_if_fail (index < self->leaves.leaves->len, NULL);

  return qing_leaf_list_get (&self->leaves, index);
}

guint
qing_markdown_stream_get_n_leaves (QingMarkdownStream *self)
{
  return self->leaves.leaves->len;
}

/**
 * qing_markdown_stream_get_n_closed:
 * @self: a stream
 *
 * Returns: how many leaves at the start of the list are final. A definition of a link or of a
 *   footnote may still replace one of them, nothing else. Leaves of a list without blank lines
 *   between its items are not counted before the list has ended, because it may get some.
 */
guint
qing_markdown_stream_get_n_closed (QingMarkdownStream *self)
{
  return qing_block_parser_get_n_closed (self->parser);
}

/**
 * qing_markdown_stream_get_source:
 * @self: a stream
 * @length: (out) (optional): its length
 *
 * Returns: (transfer none): all text so far, made valid UTF-8. The source positions of leaves
 *   refer to this.
 */
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

  qing_markdown_stream_feed (self, text, length);
  qing_markdown_stream_finish (self, &change);
  return g_ptr_array_ref (self->leaves.leaves);
}

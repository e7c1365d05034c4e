/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-print-part.h"

#include "qing-export-writer.h"
#include "qing-leaf-frame.h"
#include "qing-markdown-stream.h"
#include "qing-tool-call.h"

#include <glib/gi18n.h>
#include <string.h>

/* What is longer is laid out in pieces, so that only some of it is in memory. */
#define PIECE_BYTES 8192
#define PIECE_ROWS  60
/* Beyond this a text is printed as it was written. */
#define MAX_MARKDOWN (4 * 1024 * 1024)

static void
clear_part (gpointer data)
{
  QingPrintPart *part = data;

  g_clear_pointer (&part->text, g_ref_string_release);
  g_clear_pointer (&part->leaf, qing_leaf_unref);
  g_clear_object (&part->attachment);
}

static GArray *
parts_new (void)
{
  GArray *parts = g_array_new (FALSE, TRUE, sizeof (QingPrintPart));

  g_array_set_clear_func (parts, clear_part);
  return parts;
}

/* At the end of a line, else of a word, else of a character. */
static guint
find_cut (const char *text, guint start, guint end)
{
  guint cut = start + PIECE_BYTES;

  if (end - start <= PIECE_BYTES + PIECE_BYTES / 4)
    return end;
  for (guint i = cut; i > start + PIECE_BYTES / 2; i--)
    if (text[i - 1] == '\n')
      return i;
  for (guint i = cut; i > start + PIECE_BYTES / 2; i--)
    if (text[i - 1] == ' ')
      return i;
  while (cut > start + 1 && ((guchar) text[cut] & 0xc0) == 0x80)
    cut--;
  return cut;
}

/* Adds copies of @part, which share what it holds, for the pieces of @text. */
static void
add_pieces (GArray *parts, const QingPrintPart *part, const char *text, guint length)
{
  guint start = 0;

  do
    {
      QingPrintPart piece = *part;

      piece.start = start;
      piece.end = find_cut (text, start, length);
      piece.first = start == 0;
      piece.last = piece.end == length;
      piece.gap = piece.first ? part->gap : 0;
      if (piece.text != NULL)
        g_ref_string_acquire (piece.text);
      if (piece.leaf != NULL)
        qing_leaf_ref (piece.leaf);
      start = piece.end;
      g_array_append_val (parts, piece);
    }
  while (start < length);
}

static void
add_text (GArray *parts, QingPrintKind kind, const char *text, double gap)
{
  QingPrintPart part = { .kind = kind, .gap = gap };

  if (text == NULL || *text == '\0')
    return;
  part.text = g_ref_string_new (text);
  add_pieces (parts, &part, part.text, (guint) strlen (text));
  g_ref_string_release (part.text);
}

static void
add_table (GArray *parts, QingPrintPart *part)
{
  for (guint row = 0; row < part->leaf->n_rows; row += PIECE_ROWS)
    {
      QingPrintPart piece = *part;

      piece.start = row;
      piece.end = MIN (row + PIECE_ROWS, part->leaf->n_rows);
      piece.gap = row == 0 ? part->gap : 0;
      qing_leaf_ref (piece.leaf);
      g_array_append_val (parts, piece);
    }
}

static void
add_leaf (GArray *parts,
          QingLeaf *leaf,
          const QingLeaf *previous,
          gboolean dimmed,
          double first_gap)
{
  /* The distances of the window, in terms of a font of a thousand. */
  static const QingStyle measure = { .font_px = 1000, .gap = 750, .tight_gap = 250 };
  QingPrintPart part = { .kind = QING_PRINT_LEAF, .leaf = leaf, .dimmed = dimmed };

  part.gap = first_gap;
  if (previous != NULL)
    {
      part.gap = qing_leaf_frame_get_gap (previous, leaf, &measure) / 1000.0;
      part.joined = dimmed;
      part.n_shared = qing_leaf_frame_count_shared (previous, leaf);
    }
  if (leaf->kind == QING_LEAF_TABLE)
    add_table (parts, &part);
  else if (leaf->kind == QING_LEAF_MATH)
    {
      part.end = leaf->length;
      part.leaf = qing_leaf_ref (leaf);
      g_array_append_val (parts, part);
    }
  else
    add_pieces (parts, &part, leaf->text, leaf->length);
}

static void
add_markdown (GArray *parts, const char *text, gsize length, gboolean dimmed, double gap)
{
  g_autoptr (GPtrArray) leaves = NULL;

  if (length == 0)
    return;
  if (length > MAX_MARKDOWN)
    {
      add_text (parts, QING_PRINT_PLAIN, text, gap);
      return;
    }
  leaves = qing_markdown_parse (text, (gssize) length);
  for (guint i = 0; i < leaves->len; i++)
    add_leaf (parts, leaves->pdata[i], i > 0 ? leaves->pdata[i - 1] : NULL, dimmed, gap);
}

static void
add_attachments (GArray *parts, QingMessage *message)
{
  GListModel *attachments = qing_message_get_attachments (message);

  for (guint i = 0; i < g_list_model_get_n_items (attachments); i++)
    {
      g_autoptr (QingAttachment) attachment = g_list_model_get_item (attachments, i);

      if (qing_attachment_get_kind (attachment) == QING_ATTACHMENT_IMAGE)
        {
          QingPrintPart part = { .kind = QING_PRINT_PICTURE, .gap = 0.5 };

          part.attachment = g_steal_pointer (&attachment);
          g_array_append_val (parts, part);
        }
      else
        add_text (parts, QING_PRINT_NOTE, qing_attachment_get_name (attachment), 0.4);
    }
}

static void
add_calls (GArray *parts, QingMessage *message)
{
  GListModel *calls = qing_message_get_tool_calls (message);

  for (guint i = 0; i < g_list_model_get_n_items (calls); i++)
    {
      g_autoptr (QingToolCall) call = g_list_model_get_item (calls, i);
      g_autofree char *heading =
        g_strdup_printf ("%s: %s", _ ("Tool call"), qing_tool_call_get_name (call));

      add_text (parts, QING_PRINT_NOTE, heading, 0.8);
      add_text (parts, QING_PRINT_CODE, qing_tool_call_get_arguments (call), 0.3);
    }
}

static void
add_role (GArray *parts, QingMessage *message)
{
  const char *model = qing_message_get_model (message);
  g_autofree char *time = qing_export_dup_time (qing_message_get_created (message));
  g_autoptr (GString) text =
    g_string_new (qing_export_get_role_label (qing_message_get_role (message)));

  if (model != NULL && *model != '\0')
    g_string_append_printf (text, " · %s", model);
  if (qing_message_get_created (message) > 0)
    g_string_append_printf (text, " · %s", time);
  add_text (parts, QING_PRINT_ROLE, text->str, 1.6);
}

GArray *
qing_print_list_front (QingConversation *conversation)
{
  GArray *parts = parts_new ();
  g_autofree char *time = qing_export_dup_time (qing_conversation_get_created (conversation));
  const char *prompt = qing_export_get_prompt (conversation);

  add_text (parts, QING_PRINT_TITLE, qing_export_get_title (conversation), 0);
  add_text (parts, QING_PRINT_NOTE, time, 0.2);
  if (prompt != NULL)
    {
      add_text (parts, QING_PRINT_ROLE, _ ("System prompt"), 1.2);
      add_text (parts, QING_PRINT_CODE, prompt, 0.3);
    }
  return parts;
}

GArray *
qing_print_list_message (QingMessage *message, gboolean thoughts)
{
  GArray *parts = parts_new ();
  QingRole role = qing_message_get_role (message);
  const QingFault *fault = qing_message_get_fault (message);
  gsize text_length, reasoning_length;
  const char *text = qing_message_get_text (message, &text_length);
  const char *reasoning = qing_message_get_reasoning (message, &reasoning_length);

  add_role (parts, message);
  add_attachments (parts, message);
  thoughts = thoughts && reasoning_length > 0;
  if (thoughts)
    {
      add_text (parts, QING_PRINT_NOTE, _ ("Thoughts"), 0.4);
      add_markdown (parts, reasoning, reasoning_length, TRUE, 0.4);
    }
  if (role == QING_ROLE_ASSISTANT)
    add_markdown (parts, text, text_length, FALSE, thoughts ? 1.2 : 0.4);
  else
    add_text (parts, role == QING_ROLE_TOOL ? QING_PRINT_CODE : QING_PRINT_PLAIN, text, 0.3);
  add_calls (parts, message);
  if (fault != NULL)
    add_text (parts, QING_PRINT_FAULT, fault->summary, 0.6);
  return parts;
}

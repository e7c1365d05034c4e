/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-logprob-reader.h"

#include "qing-json.h"

#include <math.h>
#include <string.h>

/* The protocol allows 5; a few more do no harm. */
#define MAX_ALTERNATIVES 20

/* A token may be a part of a UTF-8 sequence, which a JSON string cannot hold: "bytes" can. */
static void
read_token (JsonObject *object, GByteArray *store, QingAlternative *token)
{
  JsonArray *bytes = qing_json_get_array (object, "bytes");
  guint count = bytes != NULL ? json_array_get_length (bytes) : 0;
  JsonNode *node = qing_json_get (object, "logprob");

  token->logprob = -HUGE_VAL;
  if (node != NULL && JSON_NODE_HOLDS_VALUE (node))
    {
      GType type = json_node_get_value_type (node);

      if (type == G_TYPE_DOUBLE || type == G_TYPE_INT64)
        token->logprob = json_node_get_double (node);
    }

  if (count > 0)
    {
      for (guint i = 0; i < count; i++)
        {
          JsonNode *element = json_array_get_element (bytes, i);
          gboolean is_int =
            JSON_NODE_HOLDS_VALUE (element) && json_node_get_value_type (element) == G_TYPE_INT64;
          guint8 byte = is_int ? json_node_get_int (element) & 0xff : 0;

          g_byte_array_append (store, &byte, 1);
        }
      token->length = count;
    }
  else
    {
      const char *text = qing_json_get_string (object, "token");

      token->length = text != NULL ? strlen (text) : 0;
      g_byte_array_append (store, (const guint8 *) (text != NULL ? text : ""), token->length);
    }
}

static void
read_entry (JsonObject *entry, guint index, QingDeltaFunc func, gpointer user_data)
{
  g_autoptr (GByteArray) store = g_byte_array_new ();
  QingAlternative tokens[1 + MAX_ALTERNATIVES];
  JsonArray *top = qing_json_get_array (entry, "top_logprobs");
  guint count = top != NULL ? MIN (json_array_get_length (top), MAX_ALTERNATIVES) : 0;
  QingDelta delta = { QING_DELTA_LOGPROB };
  gsize offset = 0;
  guint n_tokens = 1;

  read_token (entry, store, &tokens[0]);
  for (guint i = 0; i < count; i++)
    {
      JsonObject *object = qing_json_get_element_object (top, i);

      if (object != NULL)
        read_token (object, store, &tokens[n_tokens++]);
    }

  /* The store grows while it is filled, so that the pointers are only good now. */
  for (guint i = 0; i < n_tokens; i++)
    {
      tokens[i].token = store->data != NULL ? (const char *) store->data + offset : "";
      offset += tokens[i].length;
    }

  delta.choice = index;
  delta.text = tokens[0].token;
  delta.length = tokens[0].length;
  delta.logprob = tokens[0].logprob;
  delta.alternatives = tokens + 1;
  delta.n_alternatives = n_tokens - 1;
  func (&delta, user_data);
}

void
qing_logprob_read (JsonObject *choice, guint index, QingDeltaFunc func, gpointer user_data)
{
  JsonArray *content = qing_json_get_array (qing_json_get_object (choice, "logprobs"), "content");
  guint count = content != NULL ? json_array_get_length (content) : 0;

  for (guint i = 0; i < count; i++)
    {
      JsonObject *entry = qing_json_get_element_object (content, i);

      if (entry != NULL)
        read_entry (entry, index, func, user_data);
    }
}

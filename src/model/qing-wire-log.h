/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The most of a response that is kept: its beginning and, of a longer one, its end too. */
#define QING_WIRE_LOG_LIMIT (1024 * 1024)

/**
 * QingWireLog: the bytes of a response as they came. It costs one copy of each byte while they
 * come; once it is packed, about a twentieth of them, because a stream of events repeats itself.
 */
typedef struct _QingWireLog QingWireLog;

QingWireLog *qing_wire_log_new (void);
void qing_wire_log_free (QingWireLog *self);
void qing_wire_log_clear (QingWireLog *self);
void qing_wire_log_append (QingWireLog *self, const guint8 *bytes, gsize length);
/* Takes @key out (nullable) and packs what there is. Nothing is appended after that. */
void qing_wire_log_pack (QingWireLog *self, const char *key);

/* (transfer full): what was kept, the beginning and the end one after the other. */
GBytes *qing_wire_log_dup_bytes (QingWireLog *self);
/* How many bytes are missing, and before which one of those that were kept. */
guint64 qing_wire_log_get_n_left_out (QingWireLog *self, gsize *position);
/* What it takes of the memory. */
gsize qing_wire_log_get_size (QingWireLog *self);

/* Overwrites every @key in @bytes with stars. Returns whether there was one. */
gboolean qing_wire_redact (char *bytes, gsize length, const char *key);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (QingWireLog, qing_wire_log_free)

G_END_DECLS

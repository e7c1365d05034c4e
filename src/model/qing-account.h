/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-types.h"

G_BEGIN_DECLS

/* What a server is, found from the parsed host (protocol.md 5.3), for its dialect. */
typedef enum
{
  QING_SERVER_OTHER = 0,
  QING_SERVER_DASHSCOPE = 1,
} QingServerKind;

#define QING_TYPE_ACCOUNT (qing_account_get_type ())
G_DECLARE_FINAL_TYPE (QingAccount, qing_account, QING, ACCOUNT, GObject)

/**
 * QingAccount: a server's address and the key for it.
 *
 * Properties (all notify): name, base-url, has-key, kind, demo, key-storage. The key itself is no
 * property, so that no generic code can print or store it.
 */
QingAccount *qing_account_new (const char *uid, const char *name, const char *base_url);
const char *qing_account_get_uid (QingAccount *self);
const char *qing_account_get_name (QingAccount *self);
void qing_account_set_name (QingAccount *self, const char *name);
/* Without a trailing slash and without "/chat/completions": both are cut off when set. */
const char *qing_account_get_base_url (QingAccount *self);
void qing_account_set_base_url (QingAccount *self, const char *base_url);
/* Whether @base_url is an http or https address with a host; @reason says what is wrong. */
gboolean qing_account_check_base_url (const char *base_url, const char **reason);
/* White space around a key is trimmed (protocol.md 5.2). NULL when there is none. */
const char *qing_account_get_key (QingAccount *self);
void qing_account_set_key (QingAccount *self, const char *key);
gboolean qing_account_has_key (QingAccount *self);

typedef enum
{
  QING_KEY_STORAGE_NONE = 0,       /* no key */
  QING_KEY_STORAGE_SECRET = 1,     /* in the Secret Service */
  QING_KEY_STORAGE_SESSION = 2,    /* in memory only: no Secret Service runs */
  QING_KEY_STORAGE_ENVIRONMENT = 3 /* from the environment of this process */
} QingKeyStorage;

QingKeyStorage qing_account_get_key_storage (QingAccount *self);
void qing_account_set_key_storage (QingAccount *self, QingKeyStorage storage);
QingServerKind qing_account_get_kind (QingAccount *self);
/* Whether the address leads to @domain or a host below it. */
gboolean qing_account_has_host (QingAccount *self, const char *domain);
/* (nullable): where its provider takes money, when that is known. */
const char *qing_account_get_billing_page (QingAccount *self);
/* (nullable): the currency of the price list that holds at this address: "CNY", "USD", or none where
 * the prices are not known, or a plan is paid instead of tokens. */
const char *qing_account_get_currency (QingAccount *self);
/* Treats a server as DashScope although its host says otherwise: for the demo server and tests. */
void qing_account_force_kind (QingAccount *self, QingServerKind kind);
gboolean qing_account_is_demo (QingAccount *self);
void qing_account_set_demo (QingAccount *self, gboolean demo);

G_END_DECLS

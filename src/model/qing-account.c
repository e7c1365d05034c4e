/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-account.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _QingAccount
{
  GObject parent_instance;

  char *uid;
  char *name;
  char *base_url;
  char *key;
  QingServerKind kind;
  gboolean kind_forced;
  gboolean demo;
  QingKeyStorage key_storage;
};

enum
{
  PROP_0,
  PROP_UID,
  PROP_NAME,
  PROP_BASE_URL,
  PROP_HAS_KEY,
  PROP_KIND,
  PROP_DEMO,
  PROP_KEY_STORAGE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (QingAccount, qing_account, G_TYPE_OBJECT)

static void
qing_account_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  QingAccount *self = QING_ACCOUNT (object);

  switch (prop_id)
    {
    case PROP_UID:
      g_value_set_string (value, self->uid);
      break;
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    case PROP_BASE_URL:
      g_value_set_string (value, self->base_url);
      break;
    case PROP_HAS_KEY:
      g_value_set_boolean (value, self->key != NULL);
      break;
    case PROP_KIND:
      g_value_set_uint (value, self->kind);
      break;
    case PROP_DEMO:
      g_value_set_boolean (value, self->demo);
      break;
    case PROP_KEY_STORAGE:
      g_value_set_uint (value, self->key_storage);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
qing_account_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  QingAccount *self = QING_ACCOUNT (object);

  switch (prop_id)
    {
    case PROP_NAME:
      qing_account_set_name (self, g_value_get_string (value));
      break;
    case PROP_BASE_URL:
      qing_account_set_base_url (self, g_value_get_string (value));
      break;
    case PROP_DEMO:
      qing_account_set_demo (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

/* The key is overwritten before its memory is given back, so that it does not linger in a dump. */
static void
forget_key (QingAccount *self)
{
  if (self->key != NULL)
    {
      volatile char *p = self->key;

      while (*p != '\0')
        *p++ = '\0';
    }
  g_clear_pointer (&self->key, g_free);
}

static void
qing_account_finalize (GObject *object)
{
  QingAccount *self = QING_ACCOUNT (object);

  forget_key (self);
  g_free (self->uid);
  g_free (self->name);
  g_free (self->base_url);

  G_OBJECT_CLASS (qing_account_parent_class)->finalize (object);
}

static void
qing_account_class_init (QingAccountClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags common = G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = qing_account_get_property;
  object_class->set_property = qing_account_set_property;
  object_class->finalize = qing_account_finalize;

  properties[PROP_UID] = g_param_spec_string ("uid", NULL, NULL, NULL, G_PARAM_READABLE | common);
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, "", G_PARAM_READWRITE | common);
  properties[PROP_BASE_URL] =
    g_param_spec_string ("base-url", NULL, NULL, "", G_PARAM_READWRITE | common);
  properties[PROP_HAS_KEY] =
    g_param_spec_boolean ("has-key", NULL, NULL, FALSE, G_PARAM_READABLE | common);
  properties[PROP_KIND] = g_param_spec_uint ("kind", NULL, NULL, 0, QING_SERVER_DASHSCOPE,
                                             QING_SERVER_OTHER, G_PARAM_READABLE | common);
  properties[PROP_DEMO] =
    g_param_spec_boolean ("demo", NULL, NULL, FALSE, G_PARAM_READWRITE | common);
  properties[PROP_KEY_STORAGE] =
    g_param_spec_uint ("key-storage", NULL, NULL, 0, QING_KEY_STORAGE_ENVIRONMENT,
                       QING_KEY_STORAGE_NONE, G_PARAM_READABLE | common);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
qing_account_init (QingAccount *self)
{
  self->name = g_strdup ("");
  self->base_url = g_strdup ("");
}

/**
 * qing_account_new:
 * @uid: (nullable): a stable id; a new random one when %NULL
 */
QingAccount *
qing_account_new (const char *uid, const char *name, const char *base_url)
{
  QingAccount *self = g_object_new (QING_TYPE_ACCOUNT, NULL);

  self->uid = uid != NULL ? g_strdup (uid) : g_uuid_string_random ();
  qing_account_set_name (self, name);
  qing_account_set_base_url (self, base_url);
  return self;
}

const char *
qing_account_get_uid (QingAccount *self)
{
  g_return_val_if_fail (QING_IS_ACCOUNT (self), NULL);
  return self->uid;
}

const char *
qing_account_get_name (QingAccount *self)
{
  g_return_val_if_fail (QING_IS_ACCOUNT (self), NULL);
  return self->name;
}

void
qing_account_set_name (QingAccount *self, const char *name)
{
  g_return_if_fail (QING_IS_ACCOUNT (self));

  name = name != NULL ? name : "";
  if (g_str_equal (self->name, name))
    return;
  g_free (self->name);
  self->name = g_strdup (name);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NAME]);
}

const char *
qing_account_get_base_url (QingAccount *self)
{
  g_return_val_if_fail (QING_IS_ACCOUNT (self), NULL);
  return self->base_url;
}

static gboolean
host_is (const char *host, const char *domain)
{
  gsize length = strlen (host);
  gsize tail = strlen (domain);

  if (g_ascii_strcasecmp (host, domain) == 0)
    return TRUE;
  return length > tail && host[length - tail - 1] == '.' &&
         g_ascii_strcasecmp (host + length - tail, domain) == 0;
}

/* protocol.md 5.1 and 5.3: the host is parsed and compared label by label, because an address such
 * as "https://example.org/dashscope.aliyuncs.com" is somebody else's server. */
static QingServerKind
kind_of (const char *base_url)
{
  static const char *const domains[] = {
    "dashscope.aliyuncs.com",
    "dashscope-intl.aliyuncs.com",
    "dashscope-us.aliyuncs.com",
    "maas.aliyuncs.com",
  };
  g_autoptr (GUri) uri = g_uri_parse (base_url, G_URI_FLAGS_NONE, NULL);
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;

  if (host == NULL)
    return QING_SERVER_OTHER;
  for (gsize i = 0; i < G_N_ELEMENTS (domains); i++)
    if (host_is (host, domains[i]))
      return QING_SERVER_DASHSCOPE;
  return QING_SERVER_OTHER;
}

static char *
normalize_base_url (const char *base_url)
{
  static const char suffix[] = "/chat/completions";
  char *url = g_strstrip (g_strdup (base_url != NULL ? base_url : ""));

  for (;;)
    {
      gsize length = strlen (url);

      if (length > 0 && url[length - 1] == '/')
        url[length - 1] = '\0';
      else if (g_str_has_suffix (url, suffix))
        url[length - strlen (suffix)] = '\0';
      else
        return url;
    }
}

void
qing_account_set_base_url (QingAccount *self, const char *base_url)
{
  g_autofree char *url = NULL;

  g_return_if_fail (QING_IS_ACCOUNT (self));

  url = normalize_base_url (base_url);
  if (g_str_equal (self->base_url, url))
    return;
  g_free (self->base_url);
  self->base_url = g_steal_pointer (&url);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BASE_URL]);

  if (!self->kind_forced && self->kind != kind_of (self->base_url))
    {
      self->kind = kind_of (self->base_url);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_KIND]);
    }
}

gboolean
qing_account_check_base_url (const char *base_url, const char **reason)
{
  g_autofree char *url = normalize_base_url (base_url);
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_NONE, NULL);
  const char *why = NULL;

  if (*url == '\0')
    why = _ ("Enter the address of a server.");
  else if (uri == NULL || g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == '\0')
    why = _ ("This is not a complete web address.");
  else if (!g_str_equal (g_uri_get_scheme (uri), "https") &&
           !g_str_equal (g_uri_get_scheme (uri), "http"))
    why = _ ("The address must begin with https:// or http://.");
  else if (g_uri_get_userinfo (uri) != NULL)
    why = _ ("The address must not hold a name or a password.");
  else if (g_uri_get_query (uri) != NULL || g_uri_get_fragment (uri) != NULL)
    why = _ ("The address must end before “?” or “#”.");

  if (reason != NULL)
    *reason = why;
  return why == NULL;
}

const char *
qing_account_get_key (QingAccount *self)
{
  g_return_val_if_fail (QING_IS_ACCOUNT (self), NULL);
  return self->key;
}

void
qing_account_set_key (QingAccount *self, const char *key)
{
  g_autofree char *trimmed = NULL;
  gboolean had;

  g_return_if_fail (QING_IS_ACCOUNT (self));

  trimmed = g_strstrip (g_strdup (key != NULL ? key : ""));
  had = self->key != NULL;
  forget_key (self);
  if (*trimmed != '\0')
    self->key = g_steal_pointer (&trimmed);
  if (had || self->key != NULL)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HAS_KEY]);
}

gboolean
qing_account_has_key (QingAccount *self)
{
  g_return_val_if_fail (QING_IS_ACCOUNT (self), FALSE);
  return self->key != NULL;
}

QingKeyStorage
qing_account_get_key_storage (QingAccount *self)
{
  g_return_val_if_fail (QING_IS_ACCOUNT (self), QING_KEY_STORAGE_NONE);
  return self->key_storage;
}

void
qing_account_set_key_storage (QingAccount *self, QingKeyStorage storage)
{
  g_return_if_fail (QING_IS_ACCOUNT (self));

  if (self->key_storage == storage)
    return;
  self->key_storage = storage;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_KEY_STORAGE]);
}

QingServerKind
qing_account_get_kind (QingAccount *self)
{
  g_return_val_if_fail (QING_IS_ACCOUNT (self), QING_SERVER_OTHER);
  return self->kind;
}

void
qing_account_force_kind (QingAccount *self, QingServerKind kind)
{
  g_return_if_fail (QING_IS_ACCOUNT (self));

  self->kind_forced = TRUE;
  if (self->kind == kind)
    return;
  self->kind = kind;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_KIND]);
}

gboolean
qing_account_is_demo (QingAccount *self)
{
  g_return_val_if_fail (QING_IS_ACCOUNT (self), FALSE);
  return self->demo;
}

void
qing_account_set_demo (QingAccount *self, gboolean demo)
{
  g_return_if_fail (QING_IS_ACCOUNT (self));

  if (self->demo == !!demo)
    return;
  self->demo = !!demo;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DEMO]);
}

gboolean
qing_account_has_host (QingAccount *self, const char *domain)
{
  g_autoptr (GUri) uri = NULL;

  g_return_val_if_fail (QING_IS_ACCOUNT (self), FALSE);

  uri = g_uri_parse (self->base_url, G_URI_FLAGS_NONE, NULL);
  return uri != NULL && g_uri_get_host (uri) != NULL && host_is (g_uri_get_host (uri), domain);
}

/* Beijing's accounts are paid at one console, those of every other region at another. The first
 * domain that fits counts. */
const char *
qing_account_get_billing_page (QingAccount *self)
{
  static const char chinese[] = "https://billing-cost.console.aliyun.com/home";
  static const char international[] = "https://billing-cost.console.alibabacloud.com/home";
  static const struct
  {
    const char *domain;
    const char *page;
  } pages[] = {
    { "dashscope-intl.aliyuncs.com", international },
    { "dashscope-us.aliyuncs.com", international },
    { "coding-intl.dashscope.aliyuncs.com", international },
    { "cn-hongkong.dashscope.aliyuncs.com", international },
    { "dashscope.aliyuncs.com", chinese },
    { "cn-beijing.maas.aliyuncs.com", chinese },
    { "ap-southeast-1.maas.aliyuncs.com", international },
  };

  g_return_val_if_fail (QING_IS_ACCOUNT (self), NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (pages); i++)
    if (qing_account_has_host (self, pages[i].domain))
      return pages[i].page;
  return NULL;
}

/* protocol.md 6: the lists are those of Beijing, in CNY, and of Singapore, in USD. A Coding Plan, a
 * Token Plan and a trial cost nothing by the token (5.1). */
const char *
qing_account_get_currency (QingAccount *self)
{
  static const char *const flat[] = { "token-plan", "trial", "coding", "coding-intl" };
  g_autoptr (GUri) uri = NULL;
  const char *host;

  g_return_val_if_fail (QING_IS_ACCOUNT (self), NULL);

  uri = g_uri_parse (self->base_url, G_URI_FLAGS_NONE, NULL);
  host = uri != NULL ? g_uri_get_host (uri) : NULL;
  if (host == NULL)
    return NULL;
  for (gsize i = 0; i < G_N_ELEMENTS (flat); i++)
    if (g_ascii_strncasecmp (host, flat[i], strlen (flat[i])) == 0 && host[strlen (flat[i])] == '.')
      return NULL;
  if (g_ascii_strcasecmp (host, "dashscope.aliyuncs.com") == 0 ||
      host_is (host, "cn-beijing.maas.aliyuncs.com"))
    return "CNY";
  if (g_ascii_strcasecmp (host, "dashscope-intl.aliyuncs.com") == 0 ||
      host_is (host, "ap-southeast-1.maas.aliyuncs.com"))
    return "USD";
  return NULL;
}

/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-test-server.h"

#include "qing-test-answers.h"
#include "qing-test-exchange.h"
#include "qing-test-routes.h"
#include "qing-test-rules.h"
#include "qing-test-waiter.h"

#include <libsoup/soup.h>

struct _QingTestServer
{
  GObject parent_instance;

  SoupServer *soup;
  GMainContext *context;
  GMainLoop *loop; /* if the server has its own thread */
  GThread *thread;
  GHashTable *exchanges; /* those not finished; touched in the server's thread only */
  char *base_url;
  guint port;
  QingTestWaiter waiter;

  GMutex lock; /* protects what follows */
  GCond listening;
  QingTestRoutes *routes;
  QingTestScript *fallback;
  QingTestHandler handler;
  gpointer handler_data;
  GPtrArray *requests;
  char *key;
  gboolean strict;
};

#ifdef __SANITIZE_ADDRESS__
const char *__lsan_default_suppressions (void);

/* libsoup 3.2's server loses a reference to the socket and the address of every connection. */
const char *
__lsan_default_suppressions (void)
{
  return "leak:soup_server_listen_local\nleak:g_socket_accept\n";
}
#endif

G_DEFINE_FINAL_TYPE (QingTestServer, qing_test_server, G_TYPE_OBJECT)

static void
exchange_cb (QingTestExchange *exchange, gboolean finished, gpointer user_data)
{
  QingTestServer *self = user_data;

  if (finished)
    g_hash_table_remove (self->exchanges, exchange);
  qing_test_waiter_notify (&self->waiter);
}

static QingTestScript *
check_key (QingTestServer *self, QingTestRequest *request)
{
  g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->lock);
  const char *authorization = qing_test_request_get_header (request, "authorization");
  g_autofree char *expected = g_strconcat ("Bearer ", self->key, NULL);

  if (self->key == NULL || g_strcmp0 (authorization, expected) == 0)
    return NULL;

  qing_test_request_set_refusal (request, "key");

  return qing_test_answers_refuse_key (authorization);
}

static QingTestScript *
check_rules (QingTestServer *self, QingTestRequest *request)
{
  QingTestScript *refusal = NULL;
  const char *rule = NULL;
  gboolean strict = FALSE;

  g_mutex_lock (&self->lock);
  strict = self->strict;
  g_mutex_unlock (&self->lock);
  if (!strict)
    return NULL;

  refusal = qing_test_rules_check (request, &rule);
  if (refusal != NULL)
    qing_test_request_set_refusal (request, rule);

  return refusal;
}

/* The order matters: a request that is refused does not use up an answer. */
static QingTestScript *
choose_script (QingTestServer *self, QingTestRequest *request)
{
  QingTestScript *script = check_key (self, request);
  QingTestScript *fixed = NULL;
  QingTestHandler handler = NULL;
  gpointer handler_data = NULL;

  if (script != NULL)
    return script;

  fixed = qing_test_answers_for_path (request);
  if (fixed == NULL)
    script = check_rules (self, request);
  if (script != NULL)
    return script;

  g_mutex_lock (&self->lock);
  script = qing_test_routes_match (self->routes, request);
  if (script == NULL)
    script = g_steal_pointer (&fixed);
  if (script == NULL)
    script = qing_test_routes_pop (self->routes);
  handler = self->handler;
  handler_data = self->handler_data;
  g_mutex_unlock (&self->lock);

  g_clear_object (&fixed);
  if (script == NULL && handler != NULL)
    script = handler (self, request, handler_data);
  if (script == NULL)
    {
      g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->lock);
      script = g_object_ref (self->fallback);
    }

  return script;
}

static void
request_cb (SoupServer *soup,
            SoupServerMessage *message,
            const char *path,
            GHashTable *query,
            gpointer user_data)
{
  QingTestServer *self = user_data;
  g_autoptr (QingTestRequest) request = NULL;
  g_autoptr (QingTestScript) script = NULL;
  QingTestExchange *exchange = NULL;

  request = qing_test_request_new (message, path, qing_test_server_get_n_requests (self));
  script = choose_script (self, request);

  g_mutex_lock (&self->lock);
  g_ptr_array_add (self->requests, g_object_ref (request));
  g_mutex_unlock (&self->lock);

  exchange = qing_test_exchange_new (message, request, script, self->context, exchange_cb, self);
  g_hash_table_add (self->exchanges, exchange);
  qing_test_exchange_start (exchange);
  qing_test_waiter_notify (&self->waiter);
}

static gboolean
listen_on (QingTestServer *self, guint port, GError **error)
{
  g_autoptr (GUri) uri = NULL;
  GSList *uris = NULL;

  self->soup = soup_server_new ("server-header", "istio-envoy", NULL);
  soup_server_add_handler (self->soup, NULL, request_cb, self, NULL);
  if (!soup_server_listen_local (self->soup, port, SOUP_SERVER_LISTEN_IPV4_ONLY, error))
    return FALSE;

  uris = soup_server_get_uris (self->soup);
  uri = g_uri_ref (uris->data);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  self->port = g_uri_get_port (uri);
  self->base_url = g_strdup_printf ("http://127.0.0.1:%u/compatible-mode/v1", self->port);

  return TRUE;
}

static void
close_all (QingTestServer *self)
{
  g_hash_table_remove_all (self->exchanges);
  if (self->soup != NULL)
    soup_server_disconnect (self->soup);
  g_clear_object (&self->soup);
}

static gpointer
thread_main (gpointer user_data)
{
  QingTestServer *self = user_data;
  g_autoptr (GError) error = NULL;

  g_main_context_push_thread_default (self->context);
  g_mutex_lock (&self->lock);
  if (!listen_on (self, 0, &error))
    g_error ("The test server cannot listen: %s", error->message);
  g_cond_signal (&self->listening);
  g_mutex_unlock (&self->lock);

  g_main_loop_run (self->loop);

  close_all (self);
  while (g_main_context_iteration (self->context, FALSE))
    ;
  g_main_context_pop_thread_default (self->context);

  return NULL;
}

static void
qing_test_server_dispose (GObject *object)
{
  QingTestServer *self = QING_TEST_SERVER (object);

  qing_test_server_stop (self);

  G_OBJECT_CLASS (qing_test_server_parent_class)->dispose (object);
}

static void
qing_test_server_finalize (GObject *object)
{
  QingTestServer *self = QING_TEST_SERVER (object);

  g_hash_table_unref (self->exchanges);
  g_clear_pointer (&self->context, g_main_context_unref);
  qing_test_routes_free (self->routes);
  g_clear_object (&self->fallback);
  g_ptr_array_unref (self->requests);
  g_free (self->base_url);
  g_free (self->key);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->listening);
  qing_test_waiter_clear (&self->waiter);

  G_OBJECT_CLASS (qing_test_server_parent_class)->finalize (object);
}

static void
qing_test_server_class_init (QingTestServerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = qing_test_server_dispose;
  object_class->finalize = qing_test_server_finalize;
}

static void
qing_test_server_init (QingTestServer *self)
{
  g_mutex_init (&self->lock);
  g_cond_init (&self->listening);
  qing_test_waiter_init (&self->waiter);
  self->exchanges =
    g_hash_table_new_full (NULL, NULL, (GDestroyNotify) qing_test_exchange_free, NULL);
  self->routes = qing_test_routes_new ();
  self->fallback = qing_test_script_new_text ("Hello from the test server.");
  self->requests = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * qing_test_server_new:
 *
 * Starts a server on a free port. It runs in the caller's thread-default main context.
 *
 * Returns: (transfer full): a new server
 */
QingTestServer *
qing_test_server_new (void)
{
  g_autoptr (GError) error = NULL;
  QingTestServer *self = qing_test_server_new_on_port (0, &error);

  if (self == NULL)
    g_error ("The test server cannot listen: %s", error->message);

  return self;
}

/**
 * qing_test_server_new_on_port:
 * @port: a port, or 0 for a free one
 * @error: return location for an error
 *
 * Starts a server on a given port, in the caller's thread-default main context.
 *
 * Returns: (transfer full) (nullable): a new server
 */
QingTestServer *
qing_test_server_new_on_port (guint port, GError **error)
{
  g_autoptr (QingTestServer) self = g_object_new (QING_TYPE_TEST_SERVER, NULL);

  self->context = g_main_context_ref_thread_default ();
  if (!listen_on (self, port, error))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * qing_test_server_start_in_thread:
 *
 * Starts a server on a free port that runs in a thread of its own, so that the caller and other
 * processes may block while they wait for it.
 *
 * Returns: (transfer full): a new server
 */
QingTestServer *
qing_test_server_start_in_thread (void)
{
  QingTestServer *self = g_object_new (QING_TYPE_TEST_SERVER, NULL);

  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  g_mutex_lock (&self->lock);
  self->thread = g_thread_new ("test-server", thread_main, self);
  while (self->base_url == NULL)
    g_cond_wait (&self->listening, &self->lock);
  g_mutex_unlock (&self->lock);

  return self;
}

static gboolean
quit_cb (gpointer user_data)
{
  g_main_loop_quit (user_data);

  return G_SOURCE_REMOVE;
}

/**
 * qing_test_server_stop:
 * @self: a server
 *
 * Closes all connections and stops to listen. What was recorded remains.
 */
void
qing_test_server_stop (QingTestServer *self)
{
  if (self->thread != NULL)
    {
      g_main_context_invoke_full (self->context, G_PRIORITY_DEFAULT, quit_cb, self->loop, NULL);
      g_clear_pointer (&self->thread, g_thread_join);
      g_clear_pointer (&self->loop, g_main_loop_unref);
    }
  else if (self->soup != NULL)
    close_all (self);
}

guint
qing_test_server_get_port (QingTestServer *self)
{
  return self->port;
}

/**
 * qing_test_server_get_base_url:
 *
 * Returns: (transfer none): what stands before "/chat/completions" in the addresses of the server
 */
const char *
qing_test_server_get_base_url (QingTestServer *self)
{
  return self->base_url;
}

/**
 * qing_test_server_set_key:
 * @self: a server
 * @key: (nullable): the key that requests must carry; %NULL accepts every request
 */
void
qing_test_server_set_key (QingTestServer *self, const char *key)
{
  g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->lock);

  g_free (self->key);
  self->key = g_strdup (key);
}

/**
 * qing_test_server_set_strict:
 * @self: a server
 * @strict: whether to refuse what the real service refuses
 *
 * A refused request uses up no script; its record names the rule that it broke.
 */
void
qing_test_server_set_strict (QingTestServer *self, gboolean strict)
{
  g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->lock);

  self->strict = strict;
}

/**
 * qing_test_server_set_default:
 * @self: a server
 * @script: what to answer when nothing else is set for a request
 */
void
qing_test_server_set_default (QingTestServer *self, QingTestScript *script)
{
  g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->lock);

  g_set_object (&self->fallback, script);
}

/**
 * qing_test_server_set_handler:
 * @self: a server
 * @handler: (nullable): makes the answers to which no script is queued
 */
void
qing_test_server_set_handler (QingTestServer *self, QingTestHandler handler, gpointer user_data)
{
  g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->lock);

  self->handler = handler;
  self->handler_data = user_data;
}

/**
 * qing_test_server_push:
 * @self: a server
 * @script: what to answer to the next request that has no answer yet
 */
void
qing_test_server_push (QingTestServer *self, QingTestScript *script)
{
  g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->lock);

  qing_test_routes_push (self->routes, script);
}

/**
 * qing_test_server_take:
 * @self: a server
 * @script: (transfer full): a script
 *
 * Like qing_test_server_push() for a script that the caller does not need any more.
 */
void
qing_test_server_take (QingTestServer *self, QingTestScript *script)
{
  qing_test_server_push (self, script);
  g_object_unref (script);
}

/**
 * qing_test_server_route:
 * @self: a server
 * @route: what to look at
 * @key: what to look for
 * @script: the answer
 *
 * Answers requests of one kind from their own row of scripts, the last of which repeats. Routes
 * come before the common queue.
 */
void
qing_test_server_route (QingTestServer *self,
                        QingTestRoute route,
                        const char *key,
                        QingTestScript *script)
{
  g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->lock);

  qing_test_routes_add (self->routes, route, key, script);
}

/**
 * qing_test_server_get_n_requests:
 *
 * Returns: how many requests were received, refused ones included
 */
guint
qing_test_server_get_n_requests (QingTestServer *self)
{
  g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->lock);

  return self->requests->len;
}

/**
 * qing_test_server_dup_request:
 * @self: a server
 * @position: 0 for the first request
 *
 * Returns: (transfer full) (nullable): the request, or %NULL if there were fewer
 */
QingTestRequest *
qing_test_server_dup_request (QingTestServer *self, guint position)
{
  g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->lock);

  if (position >= self->requests->len)
    return NULL;

  return g_object_ref (g_ptr_array_index (self->requests, position));
}

/**
 * qing_test_server_dup_requests:
 *
 * Returns: (transfer container) (element-type QingTestRequest): all requests in their order
 */
GPtrArray *
qing_test_server_dup_requests (QingTestServer *self)
{
  g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->lock);
  GPtrArray *requests = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < self->requests->len; i++)
    g_ptr_array_add (requests, g_object_ref (g_ptr_array_index (self->requests, i)));

  return requests;
}

/**
 * qing_test_server_clear:
 * @self: a server
 *
 * Forgets all scripts, routes and requests. Answers under way go on.
 */
void
qing_test_server_clear (QingTestServer *self)
{
  g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->lock);

  qing_test_routes_clear (self->routes);
  g_ptr_array_set_size (self->requests, 0);
}

static gboolean
has_requests (gpointer object, guint position, guint n)
{
  QingTestServer *self = object;
  return qing_test_server_get_n_requests (self) >= n;
}

static gboolean
has_finished (gpointer object, guint position, guint n)
{
  QingTestServer *self = object;
  g_autoptr (GPtrArray) requests = qing_test_server_dup_requests (self);
  guint n_finished = 0;

  for (guint i = 0; i < requests->len; i++)
    n_finished += qing_test_request_is_finished (g_ptr_array_index (requests, i)) ? 1 : 0;

  return n_finished >= n;
}

static gboolean
has_chunks (gpointer object, guint position, guint n)
{
  QingTestServer *self = object;
  g_autoptr (QingTestRequest) request = qing_test_server_dup_request (self, position);

  return request != NULL && qing_test_request_get_chunks_sent (request) >= n;
}

/**
 * qing_test_server_wait_requests:
 * @self: a server
 * @n: a number of requests
 *
 * Iterates the caller's main context until @n requests have been received.
 *
 * Returns: %FALSE if that took too long
 */
gboolean
qing_test_server_wait_requests (QingTestServer *self, guint n)
{
  return qing_test_waiter_wait (&self->waiter, has_requests, self, 0, n);
}

/**
 * qing_test_server_wait_finished:
 * @self: a server
 * @n: a number of requests
 *
 * Iterates the caller's main context until the answers to @n requests have ended, well or not.
 *
 * Returns: %FALSE if that took too long
 */
gboolean
qing_test_server_wait_finished (QingTestServer *self, guint n)
{
  return qing_test_waiter_wait (&self->waiter, has_finished, self, 0, n);
}

/**
 * qing_test_server_wait_chunks:
 * @self: a server
 * @position: a request
 * @n: a number of chunks
 *
 * Iterates the caller's main context until @n chunks of the answer were written.
 *
 * Returns: %FALSE if that took too long
 */
gboolean
qing_test_server_wait_chunks (QingTestServer *self, guint position, guint n)
{
  return qing_test_waiter_wait (&self->waiter, has_chunks, self, position, n);
}

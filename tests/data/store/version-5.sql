-- SPDX-FileCopyrightText: The Qingtan authors
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- A database of version 5, as it was written then. Never changed.

PRAGMA journal_mode = WAL;
CREATE TABLE meta (  key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE account (  id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE, name TEXT NOT NULL,  base_url TEXT NOT NULL, kind INTEGER NOT NULL);
CREATE TABLE conversation (  id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE, title TEXT NOT NULL DEFAULT '',  title_final INTEGER NOT NULL DEFAULT 0, model TEXT, account TEXT,  created INTEGER NOT NULL, updated INTEGER NOT NULL,  pinned INTEGER NOT NULL DEFAULT 0, archived INTEGER NOT NULL DEFAULT 0, folder TEXT,  deleted_at INTEGER, scroll_message TEXT, scroll_offset REAL,  parameters TEXT NOT NULL DEFAULT '{}', draft TEXT);
CREATE INDEX conversation_deleted ON conversation (deleted_at)  WHERE deleted_at IS NOT NULL;
CREATE TABLE message (  id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,  conversation INTEGER NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,  parent INTEGER REFERENCES message (id) DEFERRABLE INITIALLY DEFERRED,  chosen INTEGER NOT NULL DEFAULT 0, role INTEGER NOT NULL, state INTEGER NOT NULL,  created INTEGER NOT NULL, deleted_at INTEGER,  model TEXT, finish_reason TEXT, request_id TEXT, tool_call_id TEXT,  started INTEGER, dns_done INTEGER, connected INTEGER, tls_done INTEGER,  first_byte INTEGER, first_token INTEGER, answer_began INTEGER, finished INTEGER,  prompt INTEGER, completion INTEGER, total INTEGER, cached INTEGER,  cache_creation INTEGER, reasoning INTEGER, prompt_text INTEGER, prompt_image INTEGER,  prompt_video INTEGER, prompt_audio INTEGER, completion_text INTEGER,  completion_audio INTEGER);
CREATE INDEX message_conversation ON message (conversation);
CREATE INDEX message_parent ON message (parent);
CREATE INDEX message_running ON message (state) WHERE state IN (1, 2);
CREATE INDEX message_deleted ON message (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE TABLE body (  message INTEGER PRIMARY KEY REFERENCES message (id) ON DELETE CASCADE,  reasoning TEXT NOT NULL DEFAULT '', text TEXT NOT NULL DEFAULT '');
CREATE TABLE chunk (  id INTEGER PRIMARY KEY,  message INTEGER NOT NULL REFERENCES message (id) ON DELETE CASCADE,  part INTEGER NOT NULL, position INTEGER NOT NULL, text TEXT NOT NULL);
CREATE TABLE fault (  message INTEGER PRIMARY KEY REFERENCES message (id) ON DELETE CASCADE,  code INTEGER NOT NULL, action INTEGER NOT NULL, summary TEXT NOT NULL, detail TEXT,  server_code TEXT, request_id TEXT, parameter TEXT, http_status INTEGER NOT NULL,  retry_after_ms INTEGER NOT NULL, retryable INTEGER NOT NULL);
CREATE TABLE tool_call (  message INTEGER NOT NULL REFERENCES message (id) ON DELETE CASCADE,  position INTEGER NOT NULL, call_id TEXT NOT NULL, name TEXT NOT NULL,  arguments TEXT NOT NULL, state INTEGER NOT NULL, result TEXT,  PRIMARY KEY (message, position)) WITHOUT ROWID;
CREATE TABLE blob (  id INTEGER PRIMARY KEY, sha256 TEXT NOT NULL UNIQUE, bytes BLOB NOT NULL);
CREATE TABLE attachment (  id INTEGER PRIMARY KEY, uid TEXT NOT NULL,  message INTEGER NOT NULL REFERENCES message (id) ON DELETE CASCADE,  kind INTEGER NOT NULL, name TEXT NOT NULL, mime_type TEXT NOT NULL,  size INTEGER NOT NULL, width INTEGER NOT NULL, height INTEGER NOT NULL,  blob INTEGER REFERENCES blob (id), thumbnail BLOB);
CREATE INDEX attachment_message ON attachment (message);
CREATE INDEX attachment_uid ON attachment (uid);
CREATE INDEX attachment_blob ON attachment (blob);
CREATE VIRTUAL TABLE message_index USING fts5 (  text, thinking, files, content = '', columnsize = 0,  tokenize = 'unicode61 remove_diacritics 2');
CREATE TABLE logprobs (  message INTEGER PRIMARY KEY REFERENCES message (id) ON DELETE CASCADE,  tokens BLOB NOT NULL);
ALTER TABLE message ADD COLUMN verdict TEXT;
CREATE TABLE folder (  path TEXT PRIMARY KEY, expanded INTEGER NOT NULL DEFAULT 1) WITHOUT ROWID;
ALTER TABLE conversation ADD COLUMN unsent INTEGER NOT NULL DEFAULT 0;
ALTER TABLE conversation ADD COLUMN draft_cursor INTEGER;
ALTER TABLE conversation RENAME COLUMN scroll_message TO scroll;
ALTER TABLE conversation DROP COLUMN scroll_offset;
CREATE INDEX conversation_unsent ON conversation (unsent) WHERE unsent = 1;
CREATE TABLE draft_attachment (  id INTEGER PRIMARY KEY, uid TEXT NOT NULL,  conversation INTEGER NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,  kind INTEGER NOT NULL, name TEXT NOT NULL, mime_type TEXT NOT NULL,  size INTEGER NOT NULL, width INTEGER NOT NULL, height INTEGER NOT NULL,  blob INTEGER REFERENCES blob (id), thumbnail BLOB);
CREATE INDEX draft_attachment_conversation ON draft_attachment (conversation);
CREATE INDEX draft_attachment_uid ON draft_attachment (uid);
CREATE INDEX draft_attachment_blob ON draft_attachment (blob);

INSERT INTO meta (key, value) VALUES ('tool.current_time', 'allow');
INSERT INTO account (id, uid, name, base_url, kind) VALUES (1, 'account-1', 'Home', 'http://127.0.0.1:9/v1', 0);
INSERT INTO conversation (id, uid, title, title_final, model, account, created, updated, folder, parameters, draft) VALUES
  (1, 'conversation-1', 'Greetings', 1, 'qwen-plus', 'account-1', 1700000000000000, 1700000001000000, 'Travel', '{"temperature":0.5}', 'And then?');
INSERT INTO folder (path, expanded) VALUES ('Travel', 0);
INSERT INTO message (id, uid, conversation, parent, chosen, role, state, created) VALUES
  (1, 'message-1', 1, NULL, 1, 2, 0, 1700000000000000);
INSERT INTO message (id, uid, conversation, parent, chosen, role, state, created, model, finish_reason) VALUES
  (2, 'message-2', 1, 1, 0, 3, 0, 1700000000000001, 'qwen-plus', 'stop');
INSERT INTO message (id, uid, conversation, parent, chosen, role, state, created, model, finish_reason, request_id, started, first_token, finished, prompt, completion, total) VALUES
  (3, 'message-3', 1, 1, 1, 3, 0, 1700000000000002, 'qwen-max', 'stop', 'request-3', 1700000000000002, 500, 900, 10, 20, 30);
INSERT INTO message (id, uid, conversation, parent, chosen, role, state, created) VALUES
  (4, 'message-4', 1, 3, 1, 2, 0, 1700000000000003);
INSERT INTO message (id, uid, conversation, parent, chosen, role, state, created, model) VALUES
  (5, 'message-5', 1, 4, 1, 3, 5, 1700000000000004, 'qwen-max');
INSERT INTO body (message, reasoning, text) VALUES
  (1, '', '你好，世界'), (2, '', 'Hello there'), (3, 'Politely.', 'Good day'), (4, '', 'Thanks'), (5, '', '');
INSERT INTO fault (message, code, action, summary, detail, server_code, request_id, parameter, http_status, retry_after_ms, retryable) VALUES
  (5, 3, 3, 'Too many requests.', NULL, 'limit_requests', 'request-5', NULL, 429, -1, 1);
INSERT INTO message_index (rowid, text) VALUES
  (1, '你 好 ， 世 界'), (2, 'Hello there'), (3, 'Good day'), (4, 'Thanks');
PRAGMA user_version = 5;

/*
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
/**
 * The web console: a page for people who are not developers, and the JSON API behind it. The console is off unless this
 * module is on the class path and {@code webhookscript.console.enabled} is true.
 *
 * <p>
 * {@code ConsolePlugin} is the entry: Camel finds it, and it mounts one {@code ConsoleHandler} on Camel Main's
 * management server or on a server of its own on loopback. The handler knows no server: it turns a request value into a
 * response value. It checks the host, the origin and the role before anything else, and serves the page and the API.
 *
 * <h2>The API</h2> All paths are relative to the path of the console ({@code /webhookscript/}). Requests and responses
 * are JSON in UTF-8, and responses are never cached ({@code no-store}). A request that changes something is a POST, PUT
 * or DELETE with {@code Content-Type: application/json}, also without a body, and must come from the console's own
 * origin. An error has the body <code>{"error": {"code": "in-use", "message": "…"}}</code>, and the members that are
 * named below. Times are ISO 8601 in UTC. Offsets count UTF-16 code units of the text that was sent, as JavaScript
 * does.
 *
 * <table>
 * <caption>Requests</caption>
 * <tr>
 * <th>Request</th>
 * <th>Role</th>
 * <th>Response</th>
 * </tr>
 * <tr>
 * <td>{@code GET api/session}</td>
 * <td>view</td>
 * <td><code>{"user": "anna", "authenticated": true, "roles": ["view", "try", "operate", "edit"], "folder": true,
 * "deliveryLog": true, "deadLetters": true, "application": "crm-sync", "poll": 2000, "maxScript": 1048576, "maxEvent": 1048576, "maxLetters": 100}</code>:
 * {@code folder} says whether there is a writable folder, {@code poll} is the pause between two requests for changes in
 * milliseconds</td>
 * </tr>
 * <tr>
 * <td>{@code GET api/scripts?text=&tenant=&useCase=&state=&channel=&names=a,b&offset=0&limit=100}</td>
 * <td>view</td>
 * <td><code>{"total": 812, "offset": 0, "revision": 17, "scripts": [CARD], "problems": [{"location": "…", "text": "…"}],
 * "tenants": ["acme"], "useCases": ["contact"], "channels": [], "states": ["started"]}</code>; {@code text} is found in
 * name, description and URL; the four lists are those of all scripts, for the filters</td>
 * </tr>
 * <tr>
 * <td>{@code GET api/changes?since=17}</td>
 * <td>view</td>
 * <td><code>{"revision": 21, "scripts": ["crm-sync"], "all": false}</code>: the names of the scripts that have changed
 * since that revision; {@code all} when the console has been restarted, or when the list of scripts has changed</td>
 * </tr>
 * <tr>
 * <td>{@code GET api/scripts/NAME}</td>
 * <td>view</td>
 * <td>CARD with <code>"usedBy": {"routes": [{"route": "…", "path": "…"}], "triggers": [{"event": "contact.*",
 * "condition": true, "channels": []}], "channels": []}, "inputs": ["region"], "tests": [{"name": "…", "event": "text",
 * "contentType": "application/json", "variables": {}, "headers": {}, "context": {}}]</code></td>
 * </tr>
 * <tr>
 * <td>{@code GET api/scripts/NAME/source}</td>
 * <td>view</td>
 * <td><code>{"name": "…", "fileName": "…", "source": "…", "version": "0123456789ab", "loaded": true, "editable":
 * true}</code> and the header {@code ETag: "0123456789ab"}; {@code loaded} is false when the file has changed since it
 * was loaded, or is broken</td>
 * </tr>
 * <tr>
 * <td>{@code POST api/scripts/NAME/start}, {@code stop}, {@code suspend}, {@code resume}, {@code remove}, with
 * <code>{"force": false}</code></td>
 * <td>operate</td>
 * <td>CARD (for {@code remove}, too); 409 {@code in-use} with {@code "routes": ["route-1"]}</td>
 * </tr>
 * <tr>
 * <td>{@code POST api/check} with <code>{"name": "…", "source": "…"}</code></td>
 * <td>view</td>
 * <td><code>{"name": "…", "version": "…", "valid": false, "problems": [PROBLEM], "tree": NODE}</code>; the problems are
 * those that the file would have in the application, conflicts with other scripts included; {@code tree} is null when
 * the text is not YAML; the text is at most 1 MiB</td>
 * </tr>
 * <tr>
 * <td>{@code POST api/test} with <code>{"name": "…", "source": "…"}</code></td>
 * <td>view</td>
 * <td><code>{"tests": [{"name": "…", "passed": false, "differences": [{"line": 7, "path": "body.id", "expected": "7",
 * "found": "8"}]}]}</code>; runs the section {@code tests} offline, without secrets; 422 {@code invalid-script}</td>
 * </tr>
 * <tr>
 * <td>{@code POST api/dry-run} with <code>{"name": "…", "source": "…", "event": "TEXT", "contentType":
 * "application/json", "headers": {}, "variables": {}, "context": {}}</code></td>
 * <td>try</td>
 * <td><code>{"method": "PUT", "url": "https://…", "headers": {"X-Api-Key": ["***crm***"]}, "body": "text", "bodyEncoding":
 * "base64" (only for bytes), "messageId": "…", "problems": ["…"], "via": "erp", "notes": ["…"]}</code>; without {@code
 * source} the loaded script is meant; no socket is opened and no secret is read: {@code ***NAME***} stands for it, and
 * signatures are left out; 422 {@code invalid-script} with {@code "problems": [PROBLEM]}</td>
 * </tr>
 * <tr>
 * <td>{@code POST api/run} with <code>{"name": "…", "version": "…", "confirmed": true, "event": "TEXT", "contentType":
 * "…", "headers": {}, "variables": {}}</code></td>
 * <td>try</td>
 * <td><code>{"request": {…as above}, "response": {"status": 200, "headers": {"…": ["…"]}, "body": "text", "bodyEncoding":
 * …} or null, "outcome": "delivered", "reason": "", "variables": {"crmId": "7"}, "body": …, "millis": 31}</code>; makes
 * one real call of the loaded script; 409 {@code changed} when another version is loaded; 400
 * {@code not-confirmed}</td>
 * </tr>
 * <tr>
 * <td>{@code GET api/completion}</td>
 * <td>view</td>
 * <td><code>{"useCases": [{"name": "contact", "subject": "contact", "open": false, "placeholders": [{"path": "contact.id",
 * "type": "integer", "example": "7"}], "fields": {"name": "template"}}], "filters": ["default"], "roots": ["context",
 * "message"]}</code></td>
 * </tr>
 * <tr>
 * <td>{@code GET api/schema}</td>
 * <td>view</td>
 * <td>the JSON Schema of script files</td>
 * </tr>
 * <tr>
 * <td>{@code GET api/deliveries?script=&messageId=&outcome=&from=&until=&before=&limit=50}</td>
 * <td>view</td>
 * <td><code>{"deliveries": [DELIVERY], "next": "17" or null, "dropped": 0}</code>, the newest first; {@code next} is
 * {@code before} of the next page; 404 {@code no-delivery-log}</td>
 * </tr>
 * <tr>
 * <td>{@code GET api/deliveries/summary?script=&hours=1}</td>
 * <td>view</td>
 * <td><code>{"from": "…", "until": "…", "step": 60, "complete": true, "buckets": [{"at": "…", "outcomes": {"delivered":
 * 7}, "median": 31, "p95": 80}]}</code>; 1 or 24 hours; the times are milliseconds of whole deliveries; empty buckets
 * are left out; {@code complete} is false when there were more deliveries than it counts</td>
 * </tr>
 * <tr>
 * <td>{@code GET api/dead-letters?script=&messageId=&outcome=&status=&from=&until=&text=&replayed=false&before=&limit=50}</td>
 * <td>view</td>
 * <td><code>{"letters": [LETTER], "next": "17" or null}</code>, the newest first; without {@code replayed}, letters in
 * any state; 404 {@code no-store}, 503 {@code store-unavailable}, as for all requests for dead letters; an unknown
 * parameter is rejected</td>
 * </tr>
 * <tr>
 * <td>{@code GET api/dead-letters/letter?messageId=}</td>
 * <td>view</td>
 * <td>LETTER with
 * <code>"version": "…", "tenant": "…" or null, "sourceId": "…" or null, "attempts": [{"at": "…", "millis": 31,
 * "outcome": "temporary", "status": 503 or null, "error": "…"}], "request": {"method": "PUT", "url": "…"} or null,
 * "response": {"headers": {"…": ["…"]}, "body": "…"} or null</code>; never the event, which may be personal data; 404
 * {@code no-letter}, 409 {@code unreadable}</td>
 * </tr>
 * <tr>
 * <td>{@code GET api/dead-letters/count?action=replay&script=&…}</td>
 * <td>view</td>
 * <td><code>{"count": 12, "scripts": {"crm": 12}, "until": "…"}</code>: what a {@code replay} or a {@code discard} of
 * the letters that match would apply to; with {@code until} in the filter, letters that fail later are not part of
 * it</td>
 * </tr>
 * <tr>
 * <td>{@code POST api/dead-letters/replay}, {@code discard}, with <code>{"messageIds": ["…"]}</code>, at most 100</td>
 * <td>operate</td>
 * <td><code>{"changed": ["…"], "unchanged": [{"messageId": "…", "reason": "…"}]}</code></td>
 * </tr>
 * <tr>
 * <td>{@code POST api/dead-letters/replay}, {@code discard}, with <code>{"filter": {"script": "crm", "until": "…"},
 * "count": 12}</code></td>
 * <td>operate</td>
 * <td>REPLAY, or <code>{"discarded": 12}</code>; {@code count} is the number that the user has confirmed: 409
 * {@code changed} with {@code "count"} when more letters match, 400 {@code not-confirmed} without it; 409
 * {@code replay-refused} when a running replay may select the same letters, or a script cannot send now</td>
 * </tr>
 * <tr>
 * <td>{@code GET api/dead-letters/replays}</td>
 * <td>view</td>
 * <td><code>{"replays": [REPLAY]}</code>: the running ones and the last ones that have ended, the newest first</td>
 * </tr>
 * <tr>
 * <td>{@code POST api/dead-letters/stop} with <code>{"id": "replay-1"}</code></td>
 * <td>operate</td>
 * <td>REPLAY</td>
 * </tr>
 * <tr>
 * <td>{@code GET api/templates}</td>
 * <td>edit</td>
 * <td><code>{"templates": [{"id": "slack", "title": "Slack", "description": "…"}]}</code></td>
 * </tr>
 * <tr>
 * <td>{@code POST api/drafts} with <code>{"name": "NEW", "template": "slack-incoming-webhook"}</code>, or <code>"from":
 * "NAME"</code>, or <code>"curl": "curl …"</code>, whose {@code name} may be missing</td>
 * <td>edit</td>
 * <td><code>{"name": "NEW", "source": "…", "notes": ["…"]}</code>: the text of a new script, which is not saved; a copy
 * of a script has {@code active: false}; 422 {@code cannot-import}</td>
 * </tr>
 * <tr>
 * <td>{@code POST api/drafts} with <code>{"postman": "the exported collection as text"}</code></td>
 * <td>edit</td>
 * <td><code>{"drafts": [{"name": "…", "source": "…", "notes": ["…"], "path": "Folder / Request"}]}</code>;
 * {@code source} is empty when no script could be made; 422 {@code cannot-import}</td>
 * </tr>
 * <tr>
 * <td>{@code POST api/drafts} with <code>{"openapi": "the document as text"}</code></td>
 * <td>edit</td>
 * <td><code>{"operations": [{"operation": "PUT /contacts/{id}", "id": "changeContact", "method": "PUT", "path":
 * "/contacts/{id}", "summary": "…", "webhook": false}], "notes": ["…"]}</code>; with <code>"operation": "PUT
 * /contacts/{id}"</code> the draft of this operation, as for {@code template}; 422 {@code cannot-import}, whose message
 * names the line</td>
 * </tr>
 * <tr>
 * <td>{@code PUT api/scripts/NAME} with <code>{"source": "…"}</code> and {@code If-Match: "VERSION"}, or {@code
 * If-None-Match: *} for a new script</td>
 * <td>edit</td>
 * <td>200 or 201 <code>{"name": "…", "version": "…", "problems": [PROBLEM]}</code> and {@code ETag}; 412
 * {@code changed} with {@code "version"} and {@code "source"} as they are now, 422 {@code invalid-script} with
 * {@code "problems"}, 409 {@code name-taken} or {@code not-editable}, 428 {@code no-version}</td>
 * </tr>
 * <tr>
 * <td>{@code POST api/scripts/NAME/rename} with <code>{"to": "NEW"}</code> and {@code If-Match}</td>
 * <td>edit</td>
 * <td>as for PUT, and 409 {@code in-use} with {@code "routes"}</td>
 * </tr>
 * <tr>
 * <td>{@code DELETE api/scripts/NAME} with {@code If-Match}</td>
 * <td>edit</td>
 * <td>204; 409 {@code in-use} with {@code "routes"}, 412, 428</td>
 * </tr>
 * </table>
 *
 * <p>
 * Errors of every request: 400 {@code bad-request}, 401 {@code not-authenticated} (the session has ended), 403 {@code
 * forbidden} (with the missing {@code "role"}) and {@code cross-site}, 404 {@code not-found} and {@code no-script},
 * 405, 413 {@code too-large}, 415 {@code not-json}, 421 {@code unknown-host}, 429 {@code too-many}, 503
 * {@code stopped}.
 *
 * <dl>
 * <dt>CARD</dt>
 * <dd><code>{"name": "…", "description": "…", "tenant": "…", "useCase": "contact", "method": "PUT", "url": "TEMPLATE",
 * "execution": "async", "state": "started", "why": "", "version": "…", "active": true, "editable": true, "rate":
 * {"requests": 60, "per": 1000} or null, "triggers": ["contact.*"], "channels": [], "via": null, "notes": [],
 * "problems": [PROBLEM], "deliveries": null before the first event, else {"inFlight": 0, "calling": 0, "waitingForRate":
 * 0, "waitingForRetry": 0, "waitingForBreaker": 0, "breaker": "closed" or null, "openBreakers": 0, "attempts": 9,
 * "outcomes": {"delivered": 9}, "last": [{"at": "…", "messageId": "…", "outcome": "delivered", "attempts": 1}]},
 * "callback": {"path": "…", "running": true, "openSessions": 0, "results": {}} or null}</code>; text that is missing is
 * the empty text</dd>
 * <dt>PROBLEM</dt>
 * <dd><code>{"code": "…", "severity": "error", "line": 7, "column": 3, "from": 81, "to": 90, "field": "request.url",
 * "found": "…", "expected": "…", "suggestions": ["…"], "message": "the whole text in lines"}</code>; on a card without
 * {@code from} and {@code to}; beside the codes of {@code docs/problems.adoc} there are {@code rejected-file}, of which
 * only {@code message} is known, and {@code host-not-allowed}</dd>
 * <dt>NODE</dt>
 * <dd><code>{"kind": "map", "from": 0, "to": 9, "flow": false, "entries": [{"key": "…", "keyFrom": 0, "keyTo": 3,
 * "value": NODE}]}</code>, <code>{"kind": "list", …, "items": [NODE]}</code>,
 * <code>{"kind": "value", "from": 0, "to": 9,
 * "style": "plain", "text": "60", "value": 60}</code>; {@code style} is {@code plain}, {@code single_quoted}, {@code
 * double_quoted}, {@code literal} or {@code folded}; {@code value} is null, a boolean, a number or a text; a number
 * that JavaScript cannot hold exactly is a text; <code>{"kind": "alias", "from": 0, "to": 2}</code> stands for a value
 * that has its place further up in the text</dd>
 * <dt>DELIVERY</dt>
 * <dd><code>{"script": "…", "version": "…", "tenant": "…", "messageId": "…", "sourceId": "…", "began": "…", "ended": "…",
 * "outcome": "refused", "status": 422 or null, "reason": "…", "attempts": 2, "lastAttempts": [{"at": "…", "millis": 31,
 * "outcome": "temporary", "status": 503, "reason": "…"}], "method": "PUT", "url": "…", "response": "…", "deadLettered":
 * true, "deadLetter": "open" or null}</code>; {@code deadLetter} is the state of the dead letter of a failed delivery,
 * if there is one in the store</dd>
 * <dt>LETTER</dt>
 * <dd><code>{"messageId": "…", "script": "…", "failedAt": "…", "outcome": "temporary", "status": 503 or null, "reason": "…",
 * "replayedAt": "…" or null, "replays": 0, "state": "open"}</code>; {@code state} is {@code open} (never sent again, or
 * failed since), {@code waiting} (being sent again) or {@code delivered} (by a replay)</dd>
 * <dt>REPLAY</dt>
 * <dd><code>{"id": "replay-1", "filter": "TEXT", "selection": {"script": "crm"}, "state": "running", "startedAt": "…",
 * "endedAt": null, "selected": 12, "accepted": 9, "waiting": 2, "delivered": 6, "failedAgain": 1, "skipped": 0,
 * "problem": null}</code>; {@code state} is {@code running}, {@code stopped} or {@code completed}</dd>
 * </dl>
 */
@NullMarked
package io.webhookscript.console;

import org.jspecify.annotations.NullMarked;

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
package io.webhookscript.samples.crmsync;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What the sample prints. */
final class Report {

    private static final int FINDINGS_SHOWN = 3;

    private final PrintStream out;
    private final ContactEvents events;
    private final Ledger ledger;

    Report(PrintStream out, ContactEvents events, Ledger ledger) {
        this.out = out;
        this.events = events;
        this.ledger = ledger;
    }

    void started(Crm crm, Application application, Path folder) {
        line("");
        line("One script, crm-upsert-contact, and four ways to trigger it:");
        line("");
        row("folder", shown(folder.resolve("inbox")));
        row("queue", "contacts (ActiveMQ Artemis, in memory)");
        row("HTTP", "POST " + application.contactsOverHttp());
        row("Java", "template.request(\"webhookscript:crm-upsert-contact\", …)");
        line("");
        line("Its receiver is a small CRM at %s. It is slow for some contacts, busy for others,", crm.baseUrl());
        line("and has deleted a few. The script sends at most 60 calls a second and makes up to 4 attempts.");
        line("");
        line("Sending %d contact events:", events.size());
        line("%s.", bySource());
        line("");
    }

    void progress(int seconds, Crm crm, List<Path> deadLetters) {
        int failed = deadLetters.size();
        line("  %3d s   %s  %3d delivered, %d retries, %d failed", seconds,
                bar(crm.contactCount() + failed, events.size()), crm.contactCount(), crm.retryCount(), failed);
    }

    /** Prints the summary and the comparison; true when all is as it should be. */
    boolean ended(Crm crm, CrmBehaviour behaviour, List<Path> deadLetters, Duration time) throws IOException {
        summary(crm, behaviour, deadLetters, time);
        boolean responded = responses(behaviour);
        failure();
        Comparison comparison = Comparison.of(events.all(), behaviour, crm.contacts());
        comparison(comparison);
        boolean allDead = deadLetters.size() == expectedFailures(behaviour);
        return verdict(responded && allDead && comparison.holds());
    }

    boolean verdict(boolean good) {
        line("");
        line(good ? "All is as it should be." : "Something is not as it should be: see above.");
        line("");
        return good;
    }

    private void summary(Crm crm, CrmBehaviour behaviour, List<Path> deadLetters, Duration time) throws IOException {
        long retried = crm.attempts().values().stream().filter(attempts -> attempts > 1).count();
        line("");
        line("Done in %s seconds", String.format(Locale.ROOT, "%.1f", time.toMillis() / 1000.0));
        line("");
        row("sent", "%3d  events", ledger.sentCount());
        row("delivered", "%3d  %d of them slowly, inside the deadline of 5 s", crm.contactCount(), behaviour.slow().size());
        row("retried", "%3d  with %d further attempts, after a 503", retried, crm.retryCount());
        row("failed", "%3d  %s", deadLetters.size(), outcomes(deadLetters));
        row("dead letters", "%3d  in %s", deadLetters.size(),
                deadLetters.stream().findFirst().map(Path::getParent).map(Report::shown).orElse("-"));
        line("");
    }

    private static String outcomes(List<Path> deadLetters) throws IOException {
        Map<String, Integer> counts = new TreeMap<>();
        for (Path file : deadLetters) {
            var letter = ExactJson.read(Files.readAllBytes(file));
            counts.merge(letter.path("outcome").asText() + " (" + letter.path("status").asText() + ")", 1, Integer::sum);
        }
        return counts.entrySet().stream().map(count -> count.getValue() + " " + count.getKey())
                .collect(Collectors.joining(", "));
    }

    private boolean responses(CrmBehaviour behaviour) {
        line("What came back: the variables crmId and plan, or a document that says why not");
        line("");
        boolean good = true;
        for (Source source : Source.values()) {
            if (source.responds() && source != Source.JAVA) {
                long due = events.from(source).stream().filter(event -> behaviour.accepts(event.contactId())).count();
                long delivered = ledger.deliveredCount(source);
                long refused = ledger.responses(source).size() - delivered;
                row(label(source), "%3d of %d with crmId and plan, %d with a reason", delivered, due, refused);
                good &= delivered == due && delivered + refused == events.from(source).size();
            }
        }
        line("");
        return good;
    }

    private static String label(Source source) {
        return switch (source) {
            case FILE -> "result files";
            case JMS_REQUEST -> "JMS replies";
            case HTTP -> "HTTP responses";
            case JMS_EVENT -> "JMS events";
            case JAVA -> "Java calls";
        };
    }

    private void failure() {
        for (SourceResponse response : ledger.responses(Source.JAVA)) {
            line("A failure, as the Java caller gets it (WebhookScriptException):");
            line("");
            response.document().path("words").asText().lines().forEach(words -> line("  %s", words));
            line("");
        }
    }

    void comparison(Comparison comparison) {
        line("The CRM's contents compared with the events:");
        line("");
        row("as sent", "%3d  contacts, each once, every field as the event has it", comparison.kept());
        findings("lost", comparison.lost());
        findings("altered", comparison.altered());
        findings("twice", comparison.twice());
        findings("unexpected", comparison.unexpected());
    }

    private void findings(String name, List<String> findings) {
        row(name, "%3d", findings.size());
        findings.stream().limit(FINDINGS_SHOWN).forEach(finding -> line("      %s", finding));
    }

    void serving(Application application, Path folder) {
        line("Still up. Send a contact of your own:");
        line("");
        line("  curl -i %s -H 'Content-Type: application/json' \\", application.contactsOverHttp());
        line("       -d '{\"contact\": {\"id\": 7, \"first_name\": \"Zoë\", \"last_name\": \"O\\\"Neil\"}}'");
        line("");
        line("or drop such a file, NAME.json, into %s.", shown(folder.resolve("inbox")));
        line("The web console is at %s. Ctrl-C ends it.", application.console());
    }

    long expectedFailures(CrmBehaviour behaviour) {
        return events.all().stream().filter(event -> !behaviour.accepts(event.contactId())).count();
    }

    private String bySource() {
        return Map.copyOf(events.all().stream().collect(Collectors.groupingBy(ContactEvent::source, Collectors.counting())))
                .entrySet().stream().sorted(Map.Entry.comparingByKey())
                .map(count -> count.getValue() + " " + count.getKey().description()).collect(Collectors.joining(", "));
    }

    private static String bar(int done, int all) {
        int width = 30;
        int full = Math.min(width, done * width / all);
        return "█".repeat(full) + "░".repeat(width - full);
    }

    /** A path that is easy to read: relative to where the user is, when it is below it. */
    static String shown(Path path) {
        Path here = Path.of("").toAbsolutePath();
        return path.toAbsolutePath().startsWith(here) ? here.relativize(path.toAbsolutePath()).toString() : path.toString();
    }

    void row(String name, String format, Object... values) {
        line("  %-14s" + format, prepend(name, values));
    }

    private static Object[] prepend(String name, Object... values) {
        Object[] all = new Object[values.length + 1];
        all[0] = name;
        System.arraycopy(values, 0, all, 1, values.length);
        return all;
    }

    void line(String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
    }
}

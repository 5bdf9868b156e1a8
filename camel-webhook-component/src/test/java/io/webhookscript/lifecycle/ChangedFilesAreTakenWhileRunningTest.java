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
package io.webhookscript.lifecycle;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.webhookscript.delivery.report.FileProblem;
import io.webhookscript.delivery.report.ScriptState;
import io.webhookscript.delivery.report.WebhookScriptException;
import io.webhookscript.delivery.report.WebhookScriptFileRefusedEvent;
import io.webhookscript.delivery.report.WebhookScriptReloadedEvent;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What happens to a folder happens to its scripts: a changed, new or removed file is taken when two looks have found it
 * the same; a bad one changes nothing and is told. Each test looks by hand.
 */
@Tag("slow")
@Timeout(180)
class ChangedFilesAreTakenWhileRunningTest extends ScriptsOfAWatchedFolder {

    @TempDir
    private Path elsewhere;

    @Test
    void aChangedFileIsTakenOnceTwoLooksFoundTheSame() throws Exception {
        assertThat(called("a")).isEqualTo("/one");
        looks(2);

        write("a", "tw");
        looks(1);
        write("a", "two");
        looks(1);
        assertThat(called("a")).isEqualTo("/one");
        looks(1);

        assertThat(called("a")).isEqualTo("/two");
        assertThat(called("b")).isEqualTo("/one");
        assertThat(told(WebhookScriptReloadedEvent.class)).singleElement()
                .satisfies(event -> assertThat(event.toString()).startsWith("script a: is now of version"));
        Awaitility.await().untilAsserted(() -> assertThat(routes()).containsExactly(
                "webhookscript-a-v2", "webhookscript-a-v2-attempt", "webhookscript-b", "webhookscript-b-attempt"));
        assertThat(scripts().problems()).isEmpty();
    }

    @Test
    void aFileThatChangedBeforeTheFirstLookIsTaken() throws Exception {
        write("a", "two");

        looks(2);

        assertThat(called("a")).isEqualTo("/two");
    }

    @Test
    void sameSizeAndTimeDoNotHideAChange() throws Exception {
        Path file = path("a");
        looks(3);
        FileTime time = Files.getLastModifiedTime(file);

        write("a", "two");
        Files.setLastModifiedTime(file, time);
        looks(2);

        assertThat(called("a")).isEqualTo("/two");
    }

    @Test
    void anEditorsSaveByRenameIsAChange() throws Exception {
        called("a");
        looks(2);

        Files.move(path("a"), folder.resolve("a.webhookscript.yaml~"));
        looks(1);
        Files.writeString(folder.resolve(".a.swp"), SCRIPT.formatted("two"));
        Files.move(folder.resolve(".a.swp"), path("a"), StandardCopyOption.ATOMIC_MOVE);
        looks(2);

        assertThat(called("a")).isEqualTo("/two");
        assertThat(scripts().find("a").orElseThrow().state()).isEqualTo(ScriptState.STARTED);
    }

    @Test
    void aSwapOfKubernetesIsAChange() throws Exception {
        Path mounted = elsewhere.resolve("mounted");
        Path first = Files.createDirectories(mounted.resolve("..2024_1"));
        Path second = Files.createDirectories(mounted.resolve("..2024_2"));
        Files.writeString(first.resolve("k.webhookscript.yaml"), SCRIPT.formatted("one"));
        Files.writeString(second.resolve("k.webhookscript.yaml"), SCRIPT.formatted("two"));
        Files.createSymbolicLink(mounted.resolve("..data"), Path.of("..2024_1"));
        Files.createSymbolicLink(mounted.resolve("k.webhookscript.yaml"), Path.of("..data/k.webhookscript.yaml"));
        lookAt(mounted);
        looks(2);
        assertThat(called("k")).isEqualTo("/one");

        Files.createSymbolicLink(mounted.resolve("..data_tmp"), Path.of("..2024_2"));
        Files.move(mounted.resolve("..data_tmp"), mounted.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
        looks(2);

        assertThat(called("k")).isEqualTo("/two");
    }

    @Test
    void aBrokenFileKeepsTheVersionBeforeAndIsToldOnce() throws Exception {
        called("a");
        Files.writeString(path("a"), "webhookscript: \"1.0\"\nrequest: { ulr: x }\n");

        looks(4);

        assertThat(called("a")).isEqualTo("/one");
        assertThat(scripts().problems()).singleElement().satisfies(problem -> {
            assertThat(problem.location()).endsWith("a.webhookscript.yaml");
            assertThat(problem.text()).contains("ulr");
        });
        assertThat(told(WebhookScriptFileRefusedEvent.class)).hasSize(1);
        write("a", "two");
        looks(2);
        assertThat(called("a")).isEqualTo("/two");
        assertThat(scripts().problems()).isEmpty();
    }

    @Test
    void anEmptyFileIsBroken() throws Exception {
        Files.writeString(path("a"), "");

        looks(2);

        assertThat(called("a")).isEqualTo("/one");
        assertThat(scripts().problems()).hasSize(1);
    }

    @Test
    void aNewFileCanBeCalledAndABrokenNewOneSaysWhy() throws Exception {
        write("new", "three");
        Files.writeString(path("bad"), "webhookscript: \"1.0\"\nrequest: { ulr: x }\n");

        looks(2);

        assertThat(called("new")).isEqualTo("/three");
        assertThat(camel.call("webhookscript:bad", null).getException()).hasMessageContaining("ulr");
    }

    @Test
    void anotherUseCaseIsRefused() throws Exception {
        Files.writeString(path("a"), "useCase: ticket\n" + SCRIPT.formatted("two"));

        looks(2);

        assertThat(called("a")).isEqualTo("/one");
        assertThat(scripts().problems()).singleElement().extracting(FileProblem::text).asString().contains("useCase");
    }

    @Test
    void aRemovedFileRemovesItsScriptAndItsReturnBringsItBack() throws Exception {
        called("a");
        looks(2);

        Files.delete(path("a"));
        looks(2);

        assertThat(camel.call("webhookscript:a", null).getException(WebhookScriptException.class))
                .hasMessageContaining("the script was removed");
        Awaitility.await().untilAsserted(() -> assertThat(routes()).isEmpty());
        write("a", "two");
        looks(2);
        assertThat(called("a")).isEqualTo("/two");
    }

    @Test
    void aRemovedFileThatIsInUseKeepsItsScriptUntilTheRouteStops() throws Exception {
        useIn("a");
        looks(2);

        Files.delete(path("a"));
        looks(3);
        assertThat(called("a")).isEqualTo("/one");
        assertThat(scripts().problems()).singleElement().extracting(FileProblem::text).asString().contains("user");
        camel.camelContext().getRouteController().stopRoute("user");
        looks(1);

        assertThat(scripts().find("a").orElseThrow().state()).isEqualTo(ScriptState.REMOVED);
        assertThat(scripts().problems()).isEmpty();
    }

    @Test
    void aRenamedFileIsOneThatWentAndOneThatCame() throws Exception {
        looks(2);

        Files.move(path("a"), path("c"));
        looks(2);

        assertThat(called("c")).isEqualTo("/one");
        assertThat(scripts().find("a").orElseThrow().state()).isEqualTo(ScriptState.REMOVED);
    }

    @Test
    void aFileThatMovesAndChangesKeepsItsName() throws Exception {
        useIn("a");
        looks(2);

        Files.delete(path("a"));
        Files.createDirectories(folder.resolve("sub"));
        Files.writeString(folder.resolve("sub/a.webhookscript.yaml"), SCRIPT.formatted("two"));
        looks(2);

        assertThat(called("a")).isEqualTo("/two");
        assertThat(scripts().problems()).isEmpty();
    }

    @Test
    void aMoveIntoABrokenFileChangesNothing() throws Exception {
        looks(2);

        Files.delete(path("a"));
        Files.createDirectories(folder.resolve("sub"));
        Files.writeString(folder.resolve("sub/a.webhookscript.yaml"), "x: [");
        looks(2);

        assertThat(called("a")).isEqualTo("/one");
        assertThat(scripts().problems()).isNotEmpty();
    }

    @Test
    void theFirstOfTwoFilesOfOneNameStaysAndTheSecondWaits() throws Exception {
        looks(2);
        Files.createDirectories(folder.resolve("sub"));
        Files.writeString(folder.resolve("sub/a.webhookscript.yaml"), SCRIPT.formatted("two"));

        looks(2);
        assertThat(called("a")).isEqualTo("/one");
        assertThat(scripts().problems()).hasSize(1);
        Files.delete(path("a"));
        looks(2);

        assertThat(called("a")).isEqualTo("/two");
        assertThat(scripts().problems()).isEmpty();
    }

    @Test
    void aFolderThatWentOrBecameAFileRemovesNothing() throws Exception {
        looks(2);
        Path away = elsewhere.resolve("away");

        Files.move(folder, away);
        looks(3);
        assertThat(called("a")).isEqualTo("/one");
        assertThat(scripts().problems()).singleElement().extracting(FileProblem::text).asString().contains("folder");
        Files.writeString(folder, "not a folder");
        looks(2);
        assertThat(called("a")).isEqualTo("/one");
        Files.delete(folder);
        Files.move(away, folder);
        write("a", "two");
        looks(2);

        assertThat(called("a")).isEqualTo("/two");
        assertThat(scripts().problems()).isEmpty();
    }

    @Test
    void aCircleOfLinksAndALinkToNothingAreBorne() throws Exception {
        Files.createSymbolicLink(folder.resolve("circle"), folder);
        Files.createSymbolicLink(path("dangling"), elsewhere.resolve("nothing"));
        write("a", "two");

        looks(3);

        assertThat(called("a")).isEqualTo("/two");
        assertThat(scripts().problems()).extracting(FileProblem::location)
                .containsExactly("file:" + folder.resolve("circle"), "file:" + path("dangling"));
    }

    @Test
    void aFileThatCannotBeReadKeepsItsScript() throws Exception {
        looks(2);
        Files.delete(path("a"));
        Files.createSymbolicLink(path("a"), elsewhere.resolve("nothing"));

        looks(3);
        assertThat(called("a")).isEqualTo("/one");
        assertThat(scripts().problems()).singleElement().extracting(FileProblem::text).asString().contains("cannot be read");
        Files.writeString(elsewhere.resolve("nothing"), SCRIPT.formatted("two"));
        looks(3);

        assertThat(called("a")).isEqualTo("/two");
        assertThat(scripts().problems()).isEmpty();
    }

    @Test
    void whatWaitsEndsInItsOwnVersion() throws Exception {
        status = 503;
        CompletableFuture<Exchange> waiting = camel.camelContext().createProducerTemplate()
                .asyncSend("webhookscript:a", camel.exchange(null));
        Awaitility.await().until(() -> scripts().find("a").map(s -> s.deliveries())
                .map(found -> found.waiting().forRetry()).orElse(0) == 1);
        String before = scripts().find("a").orElseThrow().script().version();

        status = 200;
        write("a", "two");
        looks(2);
        assertThat(called("a")).isEqualTo("/two");
        assertThat(waiting).isNotDone();
        assertThat(routes()).contains("webhookscript-a", "webhookscript-a-v2");
        camel.close();

        assertThat(waiting.get(30, TimeUnit.SECONDS).getException(WebhookScriptException.class).getVersion())
                .isEqualTo(before);
    }

    @Test
    void aStoppedScriptStaysStoppedAndStartsInItsNewVersion() throws Exception {
        called("a");
        scripts().stop("a", false);

        write("a", "two");
        looks(2);

        assertThat(scripts().find("a").orElseThrow().state()).isEqualTo(ScriptState.STOPPED);
        scripts().start("a");
        assertThat(called("a")).isEqualTo("/two");
    }

    @Test
    void aScriptThatCamelStoppedStaysStopped() throws Exception {
        called("a");
        camel.camelContext().getRouteController().stopRoute("webhookscript-a");

        write("a", "two");
        looks(2);

        assertThat(scripts().find("a").orElseThrow().state()).isEqualTo(ScriptState.STOPPED);
    }

    @Test
    void aChangeStartsAScriptWhoseReceiverWasGone() throws Exception {
        status = 410;
        camel.call("webhookscript:a", null);
        assertThat(scripts().find("a").orElseThrow().state()).isEqualTo(ScriptState.GONE);

        status = 200;
        write("a", "two");
        looks(2);

        assertThat(called("a")).isEqualTo("/two");
    }

    @Test
    void aFileThatBecomesInactiveIsSaidToBe() throws Exception {
        called("a");

        Files.writeString(path("a"), "active: false\n" + SCRIPT.formatted("two"));
        looks(2);

        assertThat(camel.call("webhookscript:a", null).getException()).hasMessageContaining("active: false");
        write("a", "three");
        looks(2);
        assertThat(called("a")).isEqualTo("/three");
    }

    private List<String> routes() {
        return camel.camelContext().getRoutes().stream().map(Route::getRouteId).sorted().toList();
    }
}

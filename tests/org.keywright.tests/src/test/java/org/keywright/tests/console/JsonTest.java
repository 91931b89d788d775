// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keywright.console.internal.WholeConsole;

/** What programs get of the console: one JSON text for each command, and nothing beside it. */
class JsonTest {
  private final WholeConsole console = new WholeConsole();

  @TempDir Path folder;
  private final int unitPort = freePort();
  private final int centralPort = freePort();

  private static int freePort() {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @BeforeEach
  void files() throws Exception {
    write("pass.txt", "correct horse battery");
    write(
        "terminal.tr31",
        "B0080K0TN00N00001C414014375212C24995E405B5EE052CB92B67F455EA2680F6751088F9F1C228");
    write("modules.csv", "serial", "M-7");
    write("households.csv", "household,module,hosts,habit", "one,sim:m-1,sim:h-1,home");
    write("terminal.kbpk", "EFE0853B256B583D868F251CE99EA1D9");
    write("pads.csv", "serial,endpoint", "PAD-3,sim:pad-3");
    write("devices.csv", "serial,endpoint", "A-1,sim:A-1", "A-2,sim:A-2", "A-3,\"nowhere\u001b\"");
  }

  @AfterEach
  void close() {
    console.close();
  }

  /** A call as it is made: the folder for {@code $}, free ports for those that are named. */
  private String call(String text) {
    return text.replace("#unit", String.valueOf(unitPort))
        .replace("#central", String.valueOf(centralPort))
        .replace("$", folder.toString());
  }

  private void write(String name, String... lines) throws IOException {
    Files.writeString(folder.resolve(name), String.join("\n", lines) + "\n");
  }

  /** A session in which each command has something to say; the folder is {@code $}. */
  private static final List<String> SESSION =
      List.of(
          "version",
          "suite:list",
          "vault:create $/a.kwv --secret-file $/pass.txt",
          "vault:close",
          "vault:open $/a.kwv --secret-file $/pass.txt",
          "keyset:create north",
          "keyset:list",
          "key:generate north 1 --label 'a \"label\"'",
          "key:import north 2 --diversify --block-file $/terminal.tr31 --kbpk-file $/terminal.kbpk",
          "key:list north",
          "keyset:show north",
          "vault:info",
          "sim:create ei --keyset north --count 2 --name A",
          "sim:create ei --name blank",
          "sim:create as",
          "sim:list",
          "sim:power A-2",
          "sim:fault A-2 lose-answer@14",
          "sim:serve",
          "download:install sim:blank --keyset north --serial B-1 --places 2",
          "download:provision sim:as --keyset north",
          "link:list",
          "link:probe sim:A-1",
          "link:probe sim:as",
          "apdu:trace $/trace.txt",
          "apdu:send sim:A-1 8040000000",
          "download:load --keyset north --key 1 --place 1 sim:A-1 sim:blank",
          "download:campaign --keyset north --key 2 --place 2 --devices $/devices.csv --skip-bad",
          "download:status sim:A-1 --place 1",
          "download:status sim:A-1 --place 7",
          "download:use sim:A-1 --keyset north --key 1 --place 1",
          "download:erase sim:A-1 --keyset north --place 1",
          "job:list",
          "job:show 2",
          "log:list",
          "log:verify",
          "claims:run D1",
          "perso:manufacturer make acme --organization Acme --out $/root.pem",
          "perso:unit make bureau --organization North --out $/bureau.csr",
          "perso:manufacturer certify acme --request $/bureau.csr --out $/bureau.pem",
          "perso:unit install bureau --certificate $/bureau.pem --root $/root.pem",
          "perso:central make toll --organization North --out $/toll.csr",
          "perso:unit enrol bureau --request $/toll.csr --address localhost:1 --out $/toll.pem",
          "perso:central enrol toll --certificate $/toll.pem --root $/root.pem --out $/end.pem",
          "perso:unit endorsed bureau --certificate $/end.pem",
          "perso:identify make ann --organization North --out $/ann.csr",
          "perso:appliance make phone --organization North --out $/phone.csr",
          "perso:unit start bureau --port #unit",
          "perso:central start toll --port #central --load",
          "sim:create sm --count 3 --name pad",
          "perso:manufacturer identify acme sim:pad-1 sim:pad-2 sim:pad-3 --organization North",
          "perso:order bureau PAD-1 --tan --tan-file $/tan.txt",
          "perso:order bureau PAD-2 PAD-3",
          "perso:orders",
          "sim:press pad-2",
          "perso:run sim:pad-2",
          "perso:campaign --devices $/pads.csv --act",
          "perso:module status sim:pad-2",
          "sim:personalize pad-1 --unit localhost:#unit --tan-file $/tan.txt",
          "sim:connect pad-1 --central localhost:#central",
          "perso:central status --await 1",
          "perso:central load toll PAD-1",
          "perso:central use toll",
          "sim:disconnect",
          "perso:unit status --await 1",
          "perso:central status",
          "perso:list",
          "perso:show PAD-1",
          "perso:show $/toll.pem",
          "perso:revoke PAD-2 --purpose module",
          "perso:unit crl bureau --out $/bureau.crl",
          "perso:central take toll --certificate $/bureau.crl",
          "perso:compare bureau",
          "perso:order bureau PAD-2 --renewal",
          "perso:cancel 4",
          "sim:create ms --count 2 --name m",
          "sim:create mh --count 2 --name h",
          "sim:copy m-2 --name copy",
          "pair:estate tv",
          "pair:generation tv host",
          "pair:produce --estate tv sim:m-1 sim:h-1 sim:h-2",
          "pair:register $/modules.csv --estate tv --what modules",
          "pair:contact sim:m-1 sim:h-1",
          "pair:resolve 2 --found checked",
          "pair:code --module M-1 --host H-2 --index 1",
          "pair:list sim:m-1",
          "pair:lock sim:m-1 --host H-1",
          "pair:unblock sim:m-1",
          "pair:policy sim:m-1 --digits 6",
          "pair:erase sim:m-1 --host H-1",
          "pair:release --module M-1 --host H-2 --purpose sold",
          "pair:cases",
          "pair:findings",
          "pair:revoke host H-2 --estate tv --reason stolen",
          "pair:revocations tv",
          "pair:desk north --secret-file $/pass.txt",
          "pair:central start",
          "pair:central stop",
          "pair:simulate --households $/households.csv --days 2",
          "sim:stop",
          "help",
          "help vault:create",
          "echo a b",
          "expect-error { key:list nobody }",
          "onerror stop",
          "temp:dir $/more",
          "exit 0");

  @Test
  void everyCommandGivesOneJsonTextAndNothingElse() throws Exception {
    assertThat(console.missingGroups()).as("groups to be added to WholeConsole").isEmpty();
    var called = new TreeSet<String>();
    for (String call : SESSION) {
      called.add(call.substring(0, (call + " ").indexOf(' ')));
      if (call.startsWith("pair:resolve")) {
        // only a refusal leaves a case open
        console.run("pair:code --module M-1 --host H-2 --index 0");
      }
      var run = console.run(call(call) + " --json");
      assertThat(run.err()).as(call).isEmpty();
      assertThat(run.status()).as(call).isZero();
      assertThat(parsed(call, run.out()).isJsonPrimitive()).as(call).isFalse();
    }
    assertThat(called)
        .as("commands to be added to the session above")
        .isEqualTo(console.namesWithJson());
  }

  /** Parses one text by RFC 8259, to its end; no member may come twice. */
  private static JsonElement parsed(String call, String text) {
    try (var reader = new JsonReader(new StringReader(text))) {
      reader.setStrictness(Strictness.STRICT);
      JsonElement whole = new Gson().getAdapter(JsonElement.class).read(reader);
      assertThat(reader.peek()).as(call + ": " + text).isEqualTo(JsonToken.END_DOCUMENT);
      return whole;
    } catch (IOException | RuntimeException e) {
      throw new AssertionError(call + " gave " + text, e);
    }
  }

  private JsonObject object(String call) {
    return parsed(call, console.run(call.replace("$", folder.toString()) + " --json").out())
        .getAsJsonObject();
  }

  private void session() {
    for (String call : SESSION.subList(2, 21)) {
      assertThat(console.run(call.replace("$", folder.toString())).status()).as(call).isZero();
    }
  }

  @Test
  void numbersTimesAndCheckValuesAreWhatProgramsExpect() {
    session();
    var key = object("keyset:show north").getAsJsonArray("keys").get(0).getAsJsonObject();
    assertThat(key.get("label").getAsString()).isEqualTo("a \"label\"");
    assertThat(key.get("ref").getAsJsonPrimitive().isNumber()).isTrue();
    assertThat(key.get("diversify").getAsJsonPrimitive().isBoolean()).isTrue();
    assertThat(key.getAsJsonObject("kcv").keySet()).containsExactly("method", "value");
    assertThat(object("vault:info").get("keys").getAsLong()).isEqualTo(2);
  }

  @Test
  void aCampaignSaysWhichLinesItLeftOutToProgramsAndToPeople() {
    session();
    String campaign =
        "download:campaign --keyset north --key 1 --place 1 --devices $/devices.csv --skip-bad";
    var ended = object(campaign);
    assertThat(ended.get("done").getAsLong()).isEqualTo(2);
    assertThat(ended.getAsJsonObject("leftOut").get("count").getAsLong()).isEqualTo(1);
    assertThat(ended.getAsJsonObject("leftOut").getAsJsonArray("first").get(0).getAsString())
        .startsWith("line 4, column endpoint: 'nowhere");
    var parameters = object("job:show 1").getAsJsonObject("parameters");
    assertThat(parameters.get("linesLeftOut").getAsString()).isEqualTo("1");
    assertThat(parameters.get("firstLinesLeftOut").getAsString()).startsWith("line 4, column end");

    var shown =
        console.run(
            campaign
                .replace("--key 1 --place 1", "--key 2 --place 3")
                .replace("$", folder.toString()));
    assertThat(shown.out())
        .contains("2 modules of devices.csv (1 line left out)\n")
        .contains("\n       1 line left out:\n         line 4, column endpoint: 'nowhere")
        .doesNotContain("\u001b");
  }

  @Test
  void anErrorIsOneLineOnStandardErrorAndStandardOutputHasNoHalfText() throws Exception {
    session();
    for (String call :
        List.of(
            "key:list nobody",
            "vault:open $/none.kwv",
            "download:load --keyset north --key 9 --place 1 sim:A-1",
            "download:status sim:none --place 1",
            "apdu:send sim:A-1 80",
            "key:list",
            "key:list north --jsn")) {
      var run = console.run(call.replace("$", folder.toString()) + " --json");
      assertThat(run.status()).as(call).isNotZero();
      assertThat(run.out()).as(call).isEmpty();
      assertThat(run.err()).as(call).startsWith("keywright: ").hasLineCount(1);
    }
  }

  @Test
  void whatFailsInPartIsWholeJsonAllTheSameAndTheStatusTells() throws Exception {
    session();
    for (String call :
        List.of(
            "download:load --keyset north --key 1 --place 1 sim:A-1 sim:none",
            "download:use sim:A-1 --keyset north --key 2 --place 1")) {
      var run = console.run(call + " --json");
      assertThat(run.status()).as(call).isEqualTo(1);
      assertThat(parsed(call, run.out()).isJsonObject()).as(call).isTrue();
      assertThat(run.err()).as(call).startsWith("keywright: ").hasLineCount(1);
    }
  }

  @Test
  void severalCommandsInARowGiveSeveralTexts() throws Exception {
    write("two.gosh", "version --json", "each [a b] {", "  echo $it --json", "}");
    var run = console.script(folder.resolve("two.gosh"));
    assertThat(run.status()).isZero();
    var all = new ArrayList<JsonElement>();
    try (var reader = new JsonReader(new StringReader(run.out()))) {
      // More than one text is what only lenient readers take.
      reader.setStrictness(Strictness.LENIENT);
      while (reader.peek() != JsonToken.END_DOCUMENT) {
        all.add(new Gson().getAdapter(JsonElement.class).read(reader));
      }
    }
    assertThat(all).hasSize(3).allMatch(JsonElement::isJsonObject);
  }
}

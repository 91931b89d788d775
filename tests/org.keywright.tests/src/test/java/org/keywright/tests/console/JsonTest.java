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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keywright.console.internal.WholeConsole;
import org.keywright.tests.plugins.JarOf;
import org.keywright.tests.transport.Pcscd;

/** What programs get of the console: one JSON text for each command, and nothing beside it. */
class JsonTest {
  private final WholeConsole console = new WholeConsole();

  @TempDir Path folder;

  @BeforeEach
  void files() throws Exception {
    write("pass.txt", "correct horse battery");
    write(
        "terminal.tr31",
        "B0080K0TN00N00001C414014375212C24995E405B5EE052CB92B67F455EA2680F6751088F9F1C228");
    write("terminal.kbpk", "EFE0853B256B583D868F251CE99EA1D9");
    write(
        "two.ceremony",
        "keywright-ceremony 1",
        "title \"Nobody comes\"",
        "person anna officer Anna",
        "step present anna");
    write(
        "one.ceremony",
        "keywright-ceremony 1",
        "title \"One key\"",
        "person anna officer Anna",
        "step present anna",
        "step keyset east 01 AES-256 generated");
    write("devices.csv", "serial,endpoint", "A-1,sim:A-1", "A-2,sim:A-2", "A-3,\"nowhere\u001b\"");
  }

  @AfterEach
  void close() {
    console.close();
  }

  /**
   * A session in which each command of the download has something to say. The folder is {@code $},
   * {@code <NAME>} is what {@link #remember} found.
   */
  private static final List<String> DOWNLOAD =
      List.of(
          "version",
          "suite:list",
          "vault:create $/a.kwv --secret-file $/pass.txt",
          "vault:close",
          "vault:open $/a.kwv --secret-file $/pass.txt",
          "vault:confirm --secret-file $/pass.txt",
          "keyset:create north",
          "keyset:list",
          "key:generate north 1 --label 'a \"label\"'",
          "key:import north 2 --diversify --block-file $/terminal.tr31 --kbpk-file $/terminal.kbpk",
          "key:rules",
          "key:diversify north 2 --rule EMV-B --pan 99012345678901234 --psn 45 --steps",
          "key:split north 1 --shares 2 --of 3 --out '$/part-{n}.txt'",
          "key:split north 1 --shares 2 --of 3 --pdf '$/part-{n}.pdf' --test-print",
          "key:enter north 3 --shares 2 $/part-3.txt $/part-1.txt",
          "key:list north",
          "keyset:show north",
          "vault:info",
          "vault:check",
          "vault:backup $/a-backup.kwv",
          "vault:restore $/a-backup.kwv $/a-restored.kwv",
          "vault:accept-older $/a-restored.kwv --reason 'a test' --secret-file $/pass.txt",
          "vault:open $/a.kwv --secret-file $/pass.txt",
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
          "job:report 2 --out $/job-2.pdf --out $/job-2.csv",
          "job:cancel 2",
          "audit:list --act download: --from 2026-01-01",
          "audit:checkpoint",
          "audit:export $/log.jsonl",
          "audit:checkpoints",
          "audit:verify $/log.jsonl.checkpoint",
          "audit:check $/log.jsonl $/log.jsonl.checkpoint",
          "audit:forward udp://127.0.0.1:9",
          "audit:forwarding",
          "audit:forward off",
          "ceremony:check $/one.ceremony",
          "ceremony:rehearse $/one.ceremony --by-itself --minutes $/rehearsal.jsonl",
          "ceremony:run $/one.ceremony --confirm-all",
          "expect-error { ceremony:run $/two.ceremony }",
          "ceremony:list",
          "ceremony:resume <id> --confirm-all",
          "expect-error { ceremony:run $/two.ceremony }",
          "ceremony:list",
          "ceremony:abandon <id> 'nobody came'",
          "ceremony:show <id>",
          "ceremony:minutes --json-lines $/minutes.jsonl",
          "ceremony:verify $/minutes.jsonl",
          "ceremony:compare $/rehearsal.jsonl $/minutes.jsonl",
          "claims:run D1",
          "sim:stop",
          "help",
          "help vault:create",
          "echo a b",
          "onerror stop",
          "temp:dir $/more",
          "exit 0");

  private static final List<String> KEYS =
      List.of(
          "vault:create $/k.kwv --secret-file $/pass.txt --test",
          "keyset:create north",
          "key:generate north 1 --protects-until 2090-01-01",
          "key:generate north 3 --pre-active",
          "key:activate north/3 --reason 'the network opens'",
          "key:show north/1",
          "key:period north/1 --protects-until 2100-01-01 --opens-until 2101-01-01",
          "key:label north/1 'another label'",
          "key:restrict north/3 --exportable N --reason 'it stays here'",
          "key:suspend north/3 --reason 'a try'",
          "key:activate north/3 --reason 'it was one'",
          "key:deactivate north/3 --reason 'no more'",
          "key:compromise north/3 --reason 'found in the street'",
          "key:destroy north/3 --reason 'all have another'",
          "key:history north/3",
          "key:matrix",
          "key:generate north 9 --usage K1 --algorithm AES-256",
          "key:export north/1 --kbpk north/9 --out $/one.tr31",
          "key:list --where usage=K1",
          "sim:create as --name held",
          "download:provision sim:held --keyset north",
          "key:compare sim:held --keyset north --all",
          "keyset:compare north north",
          "vault:create $/l.kwv --secret-file $/pass.txt",
          "vault:close",
          "vault:open $/k.kwv --secret-file $/pass.txt",
          "expect-error { vault:compare $/l.kwv --secret-file $/pass.txt }",
          "vault:create $/m.kwv --secret-file $/pass.txt",
          "vault:compare $/l.kwv --secret-file $/pass.txt",
          "vault:open $/k.kwv --secret-file $/pass.txt",
          "key:expiring --within 9999d");

  private static final List<String> PAIRING =
      List.of(
          "vault:create $/b.kwv --secret-file $/pass.txt --test",
          "pair:estate tv",
          "pair:generation tv cryptogram",
          "pair:import tv module --generation 7 --block-file $/kcm.tr31 --kbpk-file $/kcm.kbpk",
          "pair:generation tv module",
          "sim:create ms --count 2 --name MS",
          "sim:create mh --count 2 --name MH",
          "pair:produce --estate tv sim:MS-1 sim:MS-2 sim:MH-1 sim:MH-2",
          "pair:register $/bought.csv --estate tv --what hosts",
          "pair:register $/bought.csv --estate tv --what hosts --skip-bad",
          "pair:contact sim:MS-1 sim:MH-1",
          "pair:contact sim:MS-1 sim:MH-2",
          "expect-error { pair:code --module MS-1 --host MH-2 --index 0 }",
          "pair:code --module MS-2 --host MH-2 --index 0",
          "pair:simulate --households $/households.csv --days 3",
          "pair:list sim:MS-1",
          "pair:lock sim:MS-1 --host MH-1",
          "pair:lock sim:MS-1 --host MH-1 --off",
          "pair:policy sim:MS-1",
          "pair:policy sim:MS-1 --start zero --key-generation 1 --key-generation 2",
          "pair:generation tv cryptogram",
          "pair:load sim:MS-1 --generation 3",
          "pair:renew sim:MH-1",
          "pair:unblock sim:MS-1",
          "pair:erase sim:MS-1 --host MH-1",
          "pair:contact sim:MS-1 sim:MH-1",
          "pair:code --erasing --module MS-1 --host MH-2 --index 3",
          "pair:erase sim:MS-1 --host MH-2 --at sim:MH-1",
          "pair:findings",
          "pair:release --module MS-2 --host MH-2 --purpose sold",
          "pair:revoke host MH-2 --estate tv --reason stolen",
          "pair:revocations tv",
          "pair:cases --open",
          "pair:resolve <number> --found 'a slip of the tongue'",
          "sim:copy MS-1 --name copy",
          "pair:desk north --secret-file $/pass.txt",
          "pair:desk north --retire",
          "pair:estates",
          "pair:limit tv --hosts 6",
          "pair:modules",
          "pair:hosts --limit 1",
          "pair:central start",
          "pair:central stop");

  private static final List<String> PLUGINS =
      List.of(
          "vault:create $/d.kwv --secret-file $/pass.txt --test",
          "plugin:install $/acme.jar",
          "plugin:list",
          "plugin:info acme.jar",
          "plugin:allow acme.jar",
          "plugin:trust $/acme.pem --name Acme",
          "plugin:rules",
          "plugin:forget Acme",
          "plugin:remove acme.jar");

  private static final List<String> TLS =
      List.of(
          "vault:create $/e.kwv --secret-file $/pass.txt",
          "tls:authority lab --out $/lab.pem --crl $/lab.crl",
          "tls:request station --host localhost $/station.csr",
          "tls:issue lab $/station.csr $/station.pem",
          "tls:certify station $/station.pem",
          "tls:use station",
          "tls:export station --p12 $/station.p12 --secret-file $/pass.txt",
          "tls:import depot --p12 $/station.p12 --secret-file $/pass.txt",
          "keyset:create north",
          "key:generate north 1 --usage D0",
          "sim:create ei --keyset north --name T-1",
          "sim:serve --tls station",
          "download:load --keyset north --key 1 --place 1 <endpoint>/T-1",
          "tls:list",
          "tls:revoke lab $/station.pem --crl $/lab.crl",
          "expect-error { download:status <endpoint>/T-1 --place 1 }",
          "sim:stop",
          "vault:create $/f.kwv --secret-file $/pass.txt",
          "tls:trust lab $/lab.pem --without-lists",
          "tls:crl $/lab.crl",
          "tls:remove lab");

  private static final List<String> PERSONALIZATION =
      List.of(
          "vault:create $/c.kwv --secret-file $/pass.txt",
          "perso:manufacturer make acme --organization Acme --out $/root.pem",
          "perso:unit make bureau --organization 'North Pay' --out $/bureau.csr",
          "perso:manufacturer certify acme --request $/bureau.csr --out $/bureau.pem",
          "perso:unit install bureau --certificate $/bureau.pem --root $/root.pem",
          "perso:central make toll --organization 'North Pay' --out $/toll.csr",
          "perso:unit enrol bureau --request $/toll.csr --address localhost:1 --out $/toll.pem",
          "perso:central enrol toll --certificate $/toll.pem --root $/root.pem --out $/e.pem",
          "perso:unit endorsed bureau --certificate $/e.pem",
          "sim:create sm --count 3 --name A",
          "perso:manufacturer identify acme sim:A-1 sim:A-2 sim:A-3 --organization 'North Pay'",
          "perso:order bureau A-1 --tan-file $/tan.csv",
          "perso:order bureau A-3",
          "perso:cancel <id>",
          "perso:order bureau A-2 A-3",
          "perso:orders",
          "perso:unit start bureau",
          "perso:central start toll --load",
          "sim:personalize A-1 --unit <bureau> --tan-file $/tan.csv",
          "sim:press A-2",
          "perso:run sim:A-2",
          "perso:campaign --devices $/third.csv --act --report $/third.jsonl",
          "job:resume 1",
          "perso:module status sim:A-1",
          "perso:manufacturer crl acme --out $/acme.crl",
          "perso:module take sim:A-1 --certificate $/acme.crl",
          "perso:unit status --refused",
          "sim:connect A-1 --central <toll>",
          "perso:central status --await 1",
          "perso:central load toll A-1",
          "perso:central use toll",
          "sim:disconnect",
          "perso:identify make ann --organization 'North Pay' --out $/ann.csr",
          "perso:appliance make phone --organization 'North Pay' --out $/phone.csr",
          "perso:list",
          "perso:show A-1",
          "perso:revoke A-1",
          "perso:compare bureau",
          "perso:unit crl bureau --out $/crl.pem",
          "perso:central take toll --certificate $/crl.pem",
          "perso:central remove toll --unit bureau",
          "perso:decommission ask sim:A-2 --file $/end.txt",
          "perso:decommission sign-manufacturer acme --file $/end.txt",
          "perso:decommission sign-unit bureau --file $/end.txt",
          "perso:decommission carry-out sim:A-2 --file $/end.txt",
          "perso:unit stop",
          "perso:central stop");

  private static final List<String> OFFICERS =
      List.of(
          "vault:create $/f.kwv --officers $/officers.csv --secrets $/",
          "vault:officers",
          "vault:info",
          "officer:list",
          "officer:rights",
          "request:ask { keyset:create south } --reason 'the new network'",
          "request:ask { keyset:create north } --reason 'the new network'",
          "request:list",
          "request:show 1",
          "approve:list",
          "approve:show 1",
          "request:withdraw 1",
          "officer:sign-in bob --secret-file $/bob.txt",
          "request:approve 2",
          "officer:test bob --secret-file $/bob.txt",
          "officer:passphrase --secret-file $/bob.txt --new-secret-file $/bob.txt",
          "officer:sign-out",
          "officer:sign-in anna --secret-file $/anna.txt",
          "period:open --keyset north --act keyset:create --by anna --by bob --secrets $/",
          "period:show",
          "keyset:create north",
          "period:close",
          "request:ask { key:generate north 1 } --reason 'the new network'",
          "request:ask { key:generate north 2 } --reason 'the new network'",
          "request:ask { key:generate north 3 } --reason 'the new network'",
          "officer:sign-in bob --secret-file $/bob.txt",
          "request:refuse 3",
          "approve:give 4",
          "approve:refuse 5",
          "officer:add olga:operator --by anna --by bob --secrets $/",
          "officer:replace olga otto --by anna --by bob --secrets $/",
          "officer:role otto custodian --by anna --by bob --secrets $/",
          "officer:recover otto --by anna --by bob --secrets $/",
          "officer:unlock otto",
          "officer:remove otto --by anna --by bob --secrets $/",
          "vault:close",
          "vault:open $/f.kwv --as anna --secret-file $/anna.txt");

  private static final List<String> CARDS =
      List.of(
          "sim:create ei",
          "sim:reader ei --port <slot>",
          "pcsc:watch --count 1",
          "apdu:send 'pcsc:Virtual PCD 00 00' 8040000000",
          "pcsc:info",
          "pcsc:list",
          "pcsc:atr 3B8A0180730000C0544B574549FC",
          "sim:reader ei --out");

  private final Map<String, String> remembered = new HashMap<>();

  private void write(String name, String... lines) throws IOException {
    Files.writeString(folder.resolve(name), String.join("\n", lines) + "\n");
  }

  /** A call as it is typed. */
  private String typed(String call) {
    String text = call.replace("$", folder.toString());
    for (var known : remembered.entrySet()) {
      text = text.replace("<" + known.getKey() + ">", known.getValue());
    }
    return text;
  }

  /** Keeps an answer's address under the name that it has, and the first number or id of a list. */
  private void remember(JsonElement answer) {
    if (answer.isJsonObject() && answer.getAsJsonObject().has("address")) {
      for (String party : List.of("name", "unit", "central")) {
        var name = answer.getAsJsonObject().get(party);
        if (name != null) {
          var address = answer.getAsJsonObject().get("address").getAsString();
          remembered.put(name.getAsString(), address);
        }
      }
    }
    if (answer.isJsonObject() && answer.getAsJsonObject().has("port")) {
      var endpoint = answer.getAsJsonObject().get("endpoint");
      if (endpoint != null) {
        remembered.put("endpoint", endpoint.getAsString());
      }
    }
    JsonElement list =
        answer.isJsonObject() && answer.getAsJsonObject().has("orders")
            ? answer.getAsJsonObject().get("orders")
            : answer;
    if (list.isJsonArray() && !list.getAsJsonArray().isEmpty()) {
      var first = list.getAsJsonArray().get(0).getAsJsonObject();
      for (String key : List.of("number", "id")) {
        if (first.has(key)) {
          remembered.put(key, first.get(key).getAsString());
        }
      }
    }
  }

  @Test
  void everyCommandOfTheDownloadGivesOneJsonTextAndNothingElse() {
    speakJson(DOWNLOAD);
  }

  @Test
  void everyCommandOfKeysGivesOneJsonTextAndNothingElse() {
    speakJson(KEYS);
  }

  @Test
  void everyCommandOfPairingGivesOneJsonTextAndNothingElse() throws Exception {
    write(
        "kcm.tr31",
        "D0144B3AX00N0000DA588D54AA46689186AE2180DB7D6A915A6494C97D121189A99DBA694F3BC5A2"
            + "5893346055BB73C11D2C141F5FE8DC924553323FA1A78F1277B5E19D9976643F");
    write("kcm.kbpk", "88E1AB2A2E3DD38C1FA039A536500CC8A87AB9D62DC92C01058FA79F44657DE6");
    write("bought.csv", "serial,keyGeneration", "MH-7,1");
    write("households.csv", "household,module,hosts,habit", "h,sim:MS-1,sim:MH-1,home");
    speakJson(PAIRING);
  }

  @Test
  void everyCommandOfPersonalizationGivesOneJsonTextAndNothingElse() throws Exception {
    write("third.csv", "serial,endpoint", "A-3,sim:A-3");
    speakJson(PERSONALIZATION);
  }

  @Test
  void everyCommandOfCardReadersGivesOneJsonTextAndNothingElse() {
    try (var service = Pcscd.start()) {
      remembered.put("slot", String.valueOf(service.slot(0).getPort()));
      speakJson(CARDS);
    }
  }

  @Test
  void everyCommandOfPluginsGivesOneJsonTextAndNothingElse() throws Exception {
    JarOf.bundle("com.acme").in(folder.resolve("acme.jar"));
    Files.write(folder.resolve("acme.pem"), JarOf.Vendor.called("Acme").certificate().getEncoded());
    speakJson(PLUGINS);
  }

  @Test
  void everyCommandOfOfficersSpeaksJson() throws Exception {
    write("officers.csv", "name,role", "anna,security-officer", "bob,security-officer");
    for (String name : List.of("anna", "bob", "olga", "otto")) {
      write(name + ".txt", name + "'s long passphrase");
    }
    speakJson(OFFICERS);
  }

  @Test
  void everyCommandOfTlsSpeaksJson() {
    speakJson(TLS);
  }

  private void speakJson(List<String> session) {
    for (String call : session) {
      boolean block = call.startsWith("expect-error");
      var run = console.run(typed(call) + (block ? "" : " --json"));
      // A remark to people may be there, but no error.
      assertThat(run.err()).as(call).doesNotContain("keywright: ");
      assertThat(run.status()).as(call).isZero();
      if (block) {
        continue;
      }
      JsonElement answer = parsed(call, run.out());
      assertThat(answer.isJsonPrimitive()).as(call).isFalse();
      assertThat(run.out()).as("a value as programs know it: " + call).doesNotContain("[sentence=");
      remember(answer);
    }
  }

  @Test
  void noCommandIsForgotten() throws Exception {
    assertThat(console.missingGroups()).as("groups to be added to WholeConsole").isEmpty();
    Set<String> called =
        Stream.of(DOWNLOAD, KEYS, PAIRING, PERSONALIZATION, CARDS, PLUGINS, TLS, OFFICERS)
            .flatMap(List::stream)
            .filter(call -> !call.startsWith("expect-error"))
            .map(call -> call.substring(0, (call + " ").indexOf(' ')))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(called)
        .as("commands to be added to a session above")
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
    return parsed(call, console.run(typed(call) + " --json").out()).getAsJsonObject();
  }

  @Test
  void aReceiverOfTheLogThatTakesNothingIsShownAndIsNoFailureOfTheCommand() throws Exception {
    var told = new LinkedBlockingQueue<String>();
    console.forwarding.bindObserver(told::add);
    object("vault:create $/f.kwv --secret-file $/pass.txt");
    object("audit:forward udp://127.0.0.1:9");
    assertThat(told.poll(20, TimeUnit.SECONDS)).contains("nobody is at port 9");
    var run = console.run("audit:forwarding --json");
    assertThat(run.status()).isZero();
    assertThat(run.err()).isEmpty();
    var shown = parsed("audit:forwarding", run.out()).getAsJsonObject();
    assertThat(shown.get("outage").getAsString()).isEqualTo("nobody is at port 9");
    assertThat(console.run("audit:forwarding").out()).contains("nobody is at port 9, since ");
  }

  private void session() {
    for (String call : DOWNLOAD.subList(2, 25)) {
      assertThat(console.run(typed(call)).status()).as(call).isZero();
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
    assertThat(object("vault:info").get("keys").getAsLong()).isEqualTo(3);
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
            "key:list north --where nonsense",
            "key:list north --jsn")) {
      var run = console.run(typed(call) + " --json");
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

// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keywright.console.internal.WholeConsole;
import org.keywright.crypto.pki.CertificateChain;
import org.keywright.crypto.pki.CertificateTemplate;
import org.keywright.crypto.pki.Credential;
import org.keywright.crypto.pki.KeyPurpose;
import org.keywright.crypto.pki.Validity;
import org.keywright.engine.personalization.Pem;
import org.keywright.engine.personalization.ServerEvent;
import org.keywright.tests.TestCurves;
import org.keywright.transport.sim.SimulatedUnit;
import org.keywright.vault.Act;
import org.keywright.vault.CertificateRegister;
import org.keywright.vault.EnrolmentKind;
import org.keywright.vault.Party;
import org.keywright.vault.RootPurpose;
import org.keywright.vault.WorkOrders;

/**
 * What people get wrong in personalizing modules: one line on standard error that names it, a
 * status other than 0, and nothing changed in vault and modules.
 */
class BadPersonalizationTest extends RefusingConsole {
  /** All parties in one vault; no test changes what others need. */
  @BeforeAll
  void session() throws Exception {
    write("pass.txt", "correct horse battery");
    write("text.pem", "this is no certificate");
    write("tan.txt", "12345678900");
    write("words.txt", "twelve");
    good("vault:create $/a.kwv --secret-file $/pass.txt");
    good("perso:manufacturer make acme --organization Acme --out $/root.pem");
    good("perso:manufacturer make other --organization Other --out $/other.pem");
    good("perso:unit make bureau --organization 'North Pay' --out $/bureau.csr");
    good("perso:manufacturer certify acme --request $/bureau.csr --out $/bureau.pem");
    good("perso:unit install bureau --certificate $/bureau.pem --root $/root.pem");
    good("perso:unit make bare --organization 'North Pay' --out $/bare.csr");
    good("perso:central make toll --organization 'North Pay' --out $/toll.csr");
    good("perso:central make south --organization 'South Pay' --out $/south.csr");
    good("perso:unit enrol bureau --request $/toll.csr --address localhost:1 --out $/toll.pem");
    good("perso:central enrol toll --certificate $/toll.pem --root $/root.pem --out $/e.pem");
    good("perso:unit endorsed bureau --certificate $/e.pem");
    good("perso:unit crl bureau --out $/one.crl");
    good("perso:unit crl bureau --out $/two.crl");
    good("perso:central take toll --certificate $/two.crl");
    good("perso:manufacturer crl other --out $/other.crl");
    good("perso:identify make ann --organization 'North Pay' --out $/ann.csr");
    good("perso:appliance make phone --organization 'North Pay' --out $/phone.csr");
    good("sim:create sm --count 4 --name A");
    good("sim:create ei --name foreign");
    good("perso:manufacturer identify acme sim:A-1 sim:A-2 --organization 'North Pay'");
    good("perso:order bureau A-2");
    good("perso:cancel 1");
    write("cut.pem", Files.readString(folder.resolve("bureau.pem")).substring(0, 300));
    write("damaged.pem", damaged(Files.readString(folder.resolve("bureau.pem"))));
    write("expired.pem", expired());
  }

  /** The unit's certificate with another letter in the midst of its signature. */
  private static String damaged(String pem) {
    int at = pem.indexOf("-----END") - 20;
    char other = pem.charAt(at) == 'A' ? 'B' : 'A';
    return pem.substring(0, at) + other + pem.substring(at + 1);
  }

  /** One for the unit's key, by its manufacturer, that has run out. */
  private String expired() throws Exception {
    var certificates = TestCurves.certificates();
    var request =
        certificates.readRequest(
            Pem.REQUEST.read(Files.readString(folder.resolve("bureau.csr"))).toArray());
    var root = certificates.readPem(Files.readString(folder.resolve("root.pem"))).leaf();
    var from = root.validity().notBefore();
    try (var grant = console.vaults.require().grant(new Act("t", "past", "a certificate", ""));
        var key = grant.root(RootPurpose.MANUFACTURER, "acme", 1)) {
      return certificates
          .issue(
              new CertificateTemplate(
                  KeyPurpose.PERSONALIZER,
                  request.subject(),
                  request.publicKey(),
                  Validity.of(from, Duration.ofMinutes(1))),
              new Credential(key, CertificateChain.of(root)))
          .pem();
    }
  }

  @Override
  List<?> state() throws Exception {
    var vault = console.vaults.require();
    var any =
        new CertificateRegister.Query(Optional.empty(), Optional.empty(), Optional.empty(), "");
    return List.of(
        vault.roots().all(),
        vault.certificates().page(any, 0, 100),
        vault
            .workOrders()
            .page(new WorkOrders.Query(Optional.empty(), Optional.empty(), ""), 0, 100),
        vault.enrolments().all(Party.unit("bureau"), EnrolmentKind.OWN),
        vault.enrolments().all(Party.unit("bureau"), EnrolmentKind.CENTRAL_SYSTEM),
        vault.enrolments().all(Party.central("toll"), EnrolmentKind.PERSONALIZATION_UNIT),
        vault.enrolments().lists(Party.central("toll")),
        console.fleet.simulator.units().stream().map(SimulatedUnit::commits).toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "perso:unit install bureau --certificate $/none.pem --root $/root.pem|no such file",
        "perso:unit install bureau --certificate $/text.pem --root $/root.pem|text.pem: ",
        "perso:unit install bureau --certificate $/cut.pem --root $/root.pem|cut.pem: ",
        "perso:unit install bureau --certificate $/damaged.pem --root $/root.pem|signature",
        "perso:unit install bureau --certificate $/bureau.csr --root $/root.pem|bureau.csr: ",
        "perso:unit install bureau --certificate $ --root $/root.pem|folder",
        "perso:unit install bureau --certificate $/toll.pem --root $/root.pem|CN=toll",
        "perso:unit install bureau --certificate $/bureau.pem --root $/other.pem|not trusted",
        "perso:unit install bureau --certificate $/bureau.pem --root $/bureau.pem|not trusted",
        "perso:unit install bureau --certificate $/expired.pem --root $/root.pem|has expired",
        "perso:unit install bare --certificate $/bureau.pem --root $/root.pem|another key",
        "perso:unit install nobody --certificate $/bureau.pem --root $/root.pem|nobody",
        "perso:manufacturer certify acme --request $/root.pem|root.pem: ",
        "perso:manufacturer certify acme --request $/one.crl|one.crl: ",
        "perso:unit enrol bureau --request $/toll.pem --address h:1 --out $/x.pem|toll.pem: ",
        "perso:unit enrol bureau --request $/south.csr --address h:1 --out $/x.pem|South Pay",
        "perso:unit endorsed bureau --certificate $/toll.pem|endorses nobody",
        "perso:unit endorsed bureau --certificate $/root.pem|endorses nobody",
        "perso:central enrol toll --certificate $/bureau.pem --root $/root.pem|purpose",
        "perso:central enrol toll --certificate $/toll.pem --root $/other.pem|not trusted",
        "perso:central enrol south --certificate $/toll.pem --root $/root.pem|another key",
        "perso:central take toll --certificate $/root.pem|root.pem: ",
        "perso:central take toll --certificate $/one.crl|already",
        "perso:central take toll --certificate $/other.crl|nobody whom the central system toll goes"
            + " by",
        "perso:unit take bureau --certificate $/other.crl|nobody whom the personalization unit"
            + " bureau goes",
        "perso:identify install ann --certificate $/toll.pem --root $/root.pem|purpose",
        "perso:appliance install phone --certificate $/bureau.pem --root $/root.pem|purpose",
        "perso:show $/text.pem|text.pem",
      })
  void aFileThatIsNotWhatItShouldBe(String call, String words) throws Exception {
    refused(call, words);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "perso:manufacturer make acme --organization Acme|acme",
        "perso:unit make bureau --organization 'North Pay'|bureau",
        "perso:unit make 'a b' --organization 'North Pay'|a b",
        "perso:unit make x|--organization is missing",
        "perso:unit make x --organization ''|organization",
        "perso:unit make|NAME is missing",
        "perso:unit turn bureau|'turn'",
        "perso:unit enrol bureau --request $/toll.csr --out $/x.pem|--address is missing",
        "perso:unit enrol bureau --request $/toll.csr --address nowhere --out $/x|'nowhere'",
        "perso:unit enrol bureau --request $/toll.csr --address h:0 --out $/x|'h:0'",
        "perso:unit enrol bureau --request $/toll.csr --address h:1|--out is missing",
        "perso:manufacturer certify nobody --request $/bureau.csr|nobody",
        "perso:manufacturer certify acme --request $/bureau.csr --days 91|90",
        "perso:manufacturer certify acme --request $/bureau.csr --days 0|--days",
        "perso:manufacturer certify acme --request $/bureau.csr --quota 0|--quota",
        "perso:manufacturer certify acme --request $/bureau.csr --quota x|--quota",
        "perso:manufacturer crl acme --days 0 --out $/x.crl|--days",
        "perso:manufacturer identify acme sim:A-3 --organization O --demand pin|'pin' is unknown",
        "perso:manufacturer identify acme sim:none --organization O|sim:none",
        "perso:manufacturer identify acme sim:foreign --organization O|6A82",
        "perso:manufacturer identify acme --organization O|ENDPOINT",
        "perso:order nobody A-1|nobody",
        "perso:order bare A-1|bare",
        "perso:order bureau A-1 --central none|'none' is not enrolled at bureau: toll",
        "perso:order bureau A-1 --hours 0|--hours",
        "perso:order bureau A-1 --hours -1|--hours",
        "perso:order bureau --count 0|--count",
        "perso:order bureau --devices $/none.csv|none.csv",
        "perso:order bureau A-1 --tan-file $/tan.txt|exists already",
        "perso:order bureau A-1 --tan-file $/no/such/file|there is no folder",
        "perso:order bureau SEVENTEEN-LETTERS|SEVENTEEN-LETTERS",
        "perso:cancel 1|cancelled",
        "perso:cancel 99|99",
        "perso:revoke nobody|nobody",
        "perso:revoke A-1 --reason whim|whim",
        "perso:show nobody|nobody",
        "perso:compare nobody|nobody",
      })
  void whatIsNotThereOrMakesNoSense(String call, String words) throws Exception {
    refused(call, words);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "perso:unit start bureau --port 65536|--port is from 0 to 65535",
        "perso:central start toll --port 65536|--port is from 0 to 65535",
        "perso:unit start bureau --port x|--port: 'x' is no number",
        "perso:unit start bureau --bind 192.0.2.1|this machine has no address '192.0.2.1'",
        "perso:central start toll --bind 192.0.2.1|this machine has no address '192.0.2.1'",
        "perso:unit start bureau --bind 'two words'|this machine has no address 'two words'",
        "perso:unit start bureau --bind 0.0.0.0|--address HOST:PORT does",
        "perso:unit start nobody|nobody",
        "perso:unit start bare|its request has to be certified first",
        "perso:central start south|its request has to be certified first",
        "perso:central load toll A-1|toll does not listen here",
        "perso:central use toll A-1|toll does not listen here",
      })
  void aServerThatCannotStart(String call, String words) throws Exception {
    refused(call, words);
    assertThat(good("perso:unit status").out()).contains("No personalization unit listens.");
    assertThat(good("perso:central status").out()).contains("No central system listens.");
  }

  @Test
  void aPortThatIsTakenIsNamed() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();
      for (String start : List.of("perso:unit start bureau", "perso:central start toll")) {
        refused(
            start + " --port " + port,
            "cannot listen on localhost:" + port + ": Address already in use; choose another port");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.2", "127.1.2.3"})
  void aServerListensAtTheAddressThatIsNamedAlone(String host) throws Exception {
    int port;
    try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = other.getLocalPort();
      var started = good("perso:unit start bureau --bind " + host + " --port " + port);
      assertThat(started.out()).contains("bureau listens at " + host + ":" + port);
      assertThat(run("sim:personalize A-2 --unit " + host + ":" + port).out()).contains("6982");
      good("perso:unit stop");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "perso:run sim:none --unit bureau|sim:none",
        "perso:run sim:A-1 --unit nobody|nobody",
        "perso:run sim:A-1 --unit bureau|6985",
        "perso:run sim:foreign --unit bureau|6A82",
        "perso:run sim:A-3 --unit bureau --act|6985",
        "perso:campaign --unit bureau|--devices is missing",
        "perso:module status sim:foreign|6A82",
        "perso:module status sim:none|sim:none",
        "perso:module connect sim:A-3|6985",
        "perso:module tan sim:A-1 --tan-file $/tan.txt|6A80",
        "perso:module tan sim:A-1 --tan-file $/words.txt|eleven digits, of which the last one"
            + " checks the others",
        "perso:module tan sim:A-1 --tan-file $/none.txt|none.txt",
        "perso:module take sim:A-1|--certificate is missing",
        "perso:module take sim:A-1 --certificate $/root.pem|root.pem: ",
        "perso:module take sim:A-1 --certificate $/other.crl|9E34",
        "perso:module take sim:A-3 --certificate $/other.crl|6985",
        "perso:identify use ann A-1 --unit localhost:1 --module sim:A-1|certified first",
        "perso:identify use nobody A-1 --unit localhost:1 --module sim:A-1|nobody",
        "perso:identify use ann --unit localhost:1 --module sim:A-1|MODULE is missing",
        "perso:identify use ann A-1 --module sim:A-1|--unit is missing",
        "perso:appliance use phone sim:A-1 --unit localhost:1|certified first",
        "perso:appliance use nobody sim:A-1 --unit localhost:1|nobody",
      })
  void whatAModuleOrAUserIsNotReadyFor(String call, String words) throws Exception {
    refused(call, words);
  }

  @Test
  void aModuleWhoseOrderWasCancelledIsToldSoByNobodyButTheUnit() throws Exception {
    var ran = run("perso:run sim:A-2 --unit bureau --act");
    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.err()).contains("A-2: 6982 order 1 is cancelled").hasLineCount(1);
  }

  @Test
  void aModuleThatTookTheListRefusesAUnitThatWasRevoked() throws Exception {
    good("sim:create sm --name C");
    good("perso:manufacturer identify acme sim:C --organization 'North Pay'");
    good("perso:unit make lost --organization 'North Pay' --out $/lost.csr");
    good("perso:manufacturer certify acme --request $/lost.csr --out $/lost.pem");
    good("perso:unit install lost --certificate $/lost.pem --root $/root.pem");
    good("perso:unit enrol lost --request $/toll.csr --address localhost:1 --out $/x.pem");
    good("perso:order lost C");
    good("perso:manufacturer crl acme --out $/before.crl");
    good("perso:revoke lost --reason key-compromise");
    good("perso:manufacturer crl acme --out $/after.crl");
    good("perso:module take sim:C --certificate $/after.crl");

    refused("perso:run sim:C --unit lost --act", "9E36");
    refused("perso:module take sim:C --certificate $/before.crl", "9E03");
  }

  @Test
  void aUnitThatIsNotThereIsNamedOnce() {
    var ran = run("sim:personalize A-1 --unit localhost:1");
    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.err()).isEqualTo("keywright: A-1: no link to localhost:1: Connection refused\n");
  }

  @Test
  void whoIsRefusedAndWhyStandsAtTheModuleAndAtTheUnit() throws Exception {
    good("sim:create sm --count 2 --name B");
    good("perso:manufacturer identify acme sim:B-1 --organization 'South Pay'");
    good("perso:manufacturer identify other sim:B-2 --organization 'North Pay'");
    var started = good("perso:unit start bureau").out().strip();
    var happened = new LinkedBlockingQueue<ServerEvent>();
    console.units.servers().getFirst().observe(happened::add);
    var dialled = run("sim:personalize B-1 B-2 --unit " + started.replaceFirst("^.* ", ""));
    assertThat(dialled.out())
        .contains("B-1   B-1     no    9E35 the personalization unit is another organization's")
        .contains("B-2   B-2     no    ");
    for (int i = 0; i < 2; i++) {
      assertThat(happened.poll(1, TimeUnit.MINUTES)).isNotNull();
    }
    assertThat(good("perso:unit status --refused").out())
        .contains("9E35 the module is one of South Pay")
        .contains("the other end refused our certificate: it was issued by somebody whom");
    good("perso:unit stop");
  }

  @Test
  void threeWrongNumbersEndAnOrder() throws Exception {
    good("perso:manufacturer identify acme sim:A-4 --organization 'North Pay'");
    good("perso:order bureau A-4 --tan-file $/right.csv");
    // The check digit is right, and the others are not what anybody draws.
    write("wrong.csv", "00000000000");
    var started = good("perso:unit start bureau").out().strip();
    String dial = "sim:personalize A-4 --unit " + started.replaceFirst("^.* ", "");
    assertThat(run("sim:personalize A-4").err()).contains("no ticket has begun");
    for (String words : List.of("63C2", "63C1", "6983")) {
      assertThat(run(dial + " --tan-file $/wrong.csv").out()).contains(words);
    }
    assertThat(run(dial + " --tan-file $/right.csv").out()).contains("6983");
    assertThat(good("perso:orders A-4").out()).contains("blocked");
    assertThat(good("perso:unit status --refused --limit 1").out())
        .contains("bureau", "A-4", "6983");
    good("perso:unit stop");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "perso:manufacturer make x --organization X",
        "perso:manufacturer identify acme sim:A-1 --organization X",
        "perso:unit make x --organization X",
        "perso:unit start bureau",
        "perso:central start toll",
        "perso:order bureau A-1",
        "perso:orders",
        "perso:cancel 1",
        "perso:run sim:A-1 --unit bureau",
        "perso:campaign --unit bureau --devices $/right.csv",
        "perso:compare bureau",
        "perso:list",
        "perso:revoke A-1",
        "perso:show A-1",
        "perso:identify use ann A-1 --unit localhost:1 --module sim:A-1",
        "perso:appliance use phone sim:A-1 --unit localhost:1",
      })
  void withoutAnOpenVault(String call) throws Exception {
    try (var closed = new WholeConsole()) {
      var run = closed.run(call.replace("$", folder.toString()));
      assertThat(run.err()).startsWith("keywright: ").hasLineCount(1).contains("no vault is open");
      assertThat(run.status()).isEqualTo(1);
    }
  }
}

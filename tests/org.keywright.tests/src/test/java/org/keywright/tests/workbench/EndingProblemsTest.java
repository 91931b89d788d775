// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keywright.console.internal.WholeConsole;
import org.keywright.engine.Ending;
import org.keywright.engine.Endings;
import org.keywright.vault.Vault;
import org.keywright.workbench.model.Problem;
import org.keywright.workbench.model.Problems;
import org.keywright.workbench.model.Subject;

/** What ends is the same in the window and on the console. */
class EndingProblemsTest {
  /** When all that this test makes has ended. */
  private static final Instant LATE = Instant.parse("2052-01-01T00:00:00Z");

  @TempDir Path folder;
  private final WholeConsole console = new WholeConsole();
  private Vault vault;

  @BeforeEach
  void make() throws Exception {
    Files.writeString(folder.resolve("pass.txt"), "correct horse battery\n");
    ok("vault:create $/v.kwv --secret-file $/pass.txt");
    ok("keyset:create north");
    ok("key:generate north 1 --label depot --protects-until 2020-01-01 --opens-until 2050-01-01");
    vault = console.vaults.require();
  }

  @AfterEach
  void close() {
    console.close();
  }

  private String ok(String statement) {
    var run = console.run(statement.replace("$", folder.toString()));
    assertThat(run.status()).as(statement + run.err()).isZero();
    return run.out();
  }

  private List<Problem> problems(Instant now) throws Exception {
    return Problems.of(vault, job -> false, now);
  }

  @Test
  void keysCertificatesAndListsAreRemindedOfInBoth() throws Exception {
    ok("tls:authority lab");
    ok("tls:request station --host localhost $/station.csr");
    ok("tls:issue lab $/station.csr $/station.pem");
    ok("tls:certify station $/station.pem");
    ok("perso:manufacturer make acme --organization Acme --out $/root.pem");
    ok("perso:unit make bureau --organization 'North Pay' --out $/bureau.csr");
    ok("perso:manufacturer certify acme --request $/bureau.csr --out $/bureau.pem");
    ok("perso:unit install bureau --certificate $/bureau.pem --root $/root.pem");

    List<Ending> endings = Endings.before(vault, LATE.plus(Endings.AHEAD));
    List<Problem> problems = problems(LATE);
    var listed = JsonParser.parseString(ok("key:expiring --within 9999d --json")).getAsJsonArray();

    assertThat(endings).hasSizeGreaterThan(5).isSortedAccordingTo(this::byEnd);
    assertThat(endings.stream().map(Object::getClass).distinct()).hasSize(4);
    assertThat(problems).hasSameSizeAs(endings);
    assertThat(listed).hasSameSizeAs(endings);
    assertThat(problems)
        .extracting(Problem::kind)
        .containsOnly(Problem.Kind.KEY_EXPIRED, Problem.Kind.CERTIFICATE_EXPIRED);
    assertThat(problems)
        .extracting(Problem::subject)
        .contains(
            "north/1@1 depot",
            "TLS identity station",
            "TLS authority lab",
            "Revocation list of CN=lab",
            "bureau, for bureau");
    assertThat(problems).extracting(Problem::words).allMatch(words -> !words.contains("{"));
    assertThat(problems)
        .as("each has its quick action")
        .allSatisfy(
            problem ->
                assertThat(problem.remedy())
                    .as(problem.subject())
                    .hasValueSatisfying(
                        remedy -> assertThat(remedy.title()).isNotBlank().doesNotContain("{")));
    assertThat(problems)
        .extracting(problem -> problem.remedy().map(remedy -> remedy.statement().text()).orElse(""))
        .contains(
            "tls:request station",
            "tls:crl",
            "perso:manufacturer certify acme",
            "perso:unit request bureau");
  }

  private int byEnd(Ending one, Ending other) {
    return one.ends().compareTo(other.ends());
  }

  @Test
  void whatEndsLaterIsAReminderAndWhatIsFarOffIsNone() throws Exception {
    assertThat(problems(Instant.parse("2019-12-10T00:00:00Z")))
        .extracting(Problem::kind)
        .containsExactly(Problem.Kind.KEY_EXPIRING);
    assertThat(problems(Instant.parse("2019-11-10T00:00:00Z"))).isEmpty();
    assertThat(problems(Instant.parse("2020-01-01T00:00:00Z")))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.kind()).isEqualTo(Problem.Kind.KEY_EXPIRED);
              assertThat(problem.words()).startsWith("protects nothing new since ");
              assertThat(problem.about()).contains(new Subject(Subject.Kind.KEY_SET, "north"));
              assertThat(problem.remedy()).containsInstanceOf(Problem.InEditor.class);
            });
  }

  @Test
  void aKeyThatWasReplacedIsRemindedOfOnlyForWhatItStillOpens() throws Exception {
    ok("key:generate north 1 --replace");
    assertThat(problems(Instant.parse("2026-01-01T00:00:00Z"))).isEmpty();
    assertThat(problems(LATE))
        .singleElement()
        .satisfies(problem -> assertThat(problem.words()).startsWith("opens nothing since "));
    ok("key:compromise north/1@1 --reason 'found in the street'");
    assertThat(problems(LATE)).isEmpty();
    assertThat(ok("key:expiring --within 9999d --json").strip()).isEqualTo("[]");
  }
}

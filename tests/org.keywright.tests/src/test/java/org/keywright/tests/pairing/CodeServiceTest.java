// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.pairing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keywright.engine.pairing.CodeAnswer;
import org.keywright.engine.pairing.Ground;
import org.keywright.engine.pairing.internal.CentreRules;
import org.keywright.protocol.SerialNumber;
import org.keywright.vault.Grant;
import org.keywright.vault.PairingCase;
import org.keywright.vault.PairingFinding;
import org.keywright.vault.PairingRegister.CaseFilter;
import org.keywright.vault.PairingReport;
import org.keywright.vault.PairingRevocation;

/** Whom the centre gives codes, whom not, and what stays on record of it. */
class CodeServiceTest {
  @TempDir Path folder;
  private TestCentre centre;

  @BeforeEach
  void make() throws Exception {
    centre = new TestCentre(folder);
    centre.enter(
        List.of("MS-1", "MS-2"), List.of("MH-1", "MH-2", "MH-3", "MH-4", "MH-5", "MH-6", "MH-7"));
  }

  @AfterEach
  void close() {
    centre.close();
  }

  private Ground ground(String module, String host, long index, Optional<String> attestation)
      throws Exception {
    try (CodeAnswer answer = centre.ask(module, host, index, attestation)) {
      assertThat(answer.code().isPresent()).isEqualTo(answer.decided().granted());
      return answer.ground();
    }
  }

  private Ground ground(String module, String host, long index) throws Exception {
    return ground(module, host, index, Optional.empty());
  }

  private void saw(String host, long index, boolean paired) throws Exception {
    try (Grant grant = centre.vault().grant(TestCentre.ACT)) {
      centre
          .vault()
          .pairings()
          .saw(
              grant,
              new PairingReport(
                  "MS-1", host, index, paired, OptionalLong.empty(), Optional.empty(), centre.now),
              new CentreRules());
      grant.succeeded("");
    }
  }

  private List<PairingFinding> findings() throws Exception {
    return centre.vault().pairings().findings(Long.MAX_VALUE, 100);
  }

  @Test
  void givesTheCodeThatTheModuleAwaits() throws Exception {
    try (CodeAnswer answer = centre.ask("MS-1", "MH-1", 0, Optional.empty());
        var expected = centre.code("MS-1", "MH-1", 0)) {
      assertThat(answer.ground()).isEqualTo(Ground.INDEX_KNOWN);
      assertThat(answer.code().orElseThrow().sameBytesAs(expected)).isTrue();
      assertThat(answer.code().orElseThrow().length()).isEqualTo(8);
    }
  }

  @ParameterizedTest
  @CsvSource({
    // seen at, given for, asked, attestation -> ground
    "0, -1, 0, none,  INDEX_KNOWN",
    "0, -1, 1, none,  ATTESTATION_NEEDED",
    "0, -1, 1, right, INDEX_ATTESTED",
    "0, -1, 1, wrong, ATTESTATION_WRONG",
    "0, -1, 0, wrong, ATTESTATION_WRONG",
    "0, -1, 0, right, INDEX_KNOWN",
    "0,  0, 0, none,  INDEX_KNOWN",
    "0,  0, 1, none,  INDEX_NEXT",
    "0,  0, 2, none,  ATTESTATION_NEEDED",
    "1,  0, 1, none,  INDEX_KNOWN",
    "1,  0, 0, none,  INDEX_BACKWARDS",
    "1,  0, 0, right, INDEX_BACKWARDS",
    "1,  0, 0, wrong, ATTESTATION_WRONG",
    "1,  0, 2, none,  ATTESTATION_NEEDED",
    "5,  0, 5, none,  INDEX_KNOWN",
    "5,  0, 4, right, INDEX_BACKWARDS",
    "5,  0, 9, right, INDEX_ATTESTED",
    "0,  0, 4294967295, right, INDEX_ATTESTED"
  })
  void decidesByTheIndex(long seen, long given, long asked, String attestation, Ground expected)
      throws Exception {
    for (long index = 0; index <= given; index++) {
      ground("MS-1", "MH-1", index);
    }
    if (seen > 0) {
      saw("MH-1", seen, false);
    }
    Optional<String> digits =
        switch (attestation) {
          case "right" -> Optional.of(centre.attestation("MS-1", "MH-2", asked));
          case "wrong" -> Optional.of(other(centre.attestation("MS-1", "MH-2", asked)));
          default -> Optional.empty();
        };

    assertThat(ground("MS-1", "MH-2", asked, digits)).isEqualTo(expected);
  }

  private static String other(String digits) {
    return (digits.charAt(0) == '0' ? "1" : "0") + digits.substring(1);
  }

  @Test
  void refusesWhatIsNotKnownOrRevoked() throws Exception {
    assertThat(ground("MS-9", "MH-1", 0)).isEqualTo(Ground.MODULE_UNKNOWN);
    assertThat(ground("MS-1", "MH-9", 0)).isEqualTo(Ground.HOST_UNKNOWN);
    revoke(PairingRevocation.Kind.HOST, "MH-1");
    assertThat(ground("MS-1", "MH-1", 0)).isEqualTo(Ground.HOST_REVOKED);
    revoke(PairingRevocation.Kind.GENERATION, "1");
    assertThat(ground("MS-1", "MH-2", 0)).isEqualTo(Ground.GENERATION_REVOKED);
    revoke(PairingRevocation.Kind.MODULE, "MS-1");
    assertThat(ground("MS-1", "MH-2", 0)).isEqualTo(Ground.MODULE_REVOKED);
    assertThatThrownBy(() -> revoke(PairingRevocation.Kind.GENERATION, "2"))
        .hasMessageContaining("there is no CY key 'pay-tv/2'");
  }

  private void revoke(PairingRevocation.Kind kind, String subject) throws Exception {
    centre.pairings.revoke("officer", kind, "pay-tv", subject, "stolen");
  }

  @Test
  void aModuleHasNoMoreHostsThanAllowed() throws Exception {
    for (int i = 0; i < 4; i++) {
      assertThat(ground("MS-1", "MH-" + (i + 1), i)).isNotEqualTo(Ground.HOST_LIMIT);
      centre.turn(Duration.ofDays(100));
    }
    ground("MS-1", "MH-5", 4);
    centre.turn(Duration.ofDays(100));

    assertThat(ground("MS-1", "MH-6", 5)).isEqualTo(Ground.HOST_LIMIT);
    assertThat(ground("MS-1", "MH-2", 5)).isEqualTo(Ground.INDEX_NEXT);
    centre.pairings.release(
        "officer", "given back", SerialNumber.parse("MS-1"), SerialNumber.parse("MH-3"));
    assertThat(ground("MS-1", "MH-6", 6)).isEqualTo(Ground.INDEX_NEXT);
    assertThat(ground("MS-2", "MH-6", 0)).isEqualTo(Ground.INDEX_KNOWN);
  }

  @Test
  void aModuleThatIsCarriedFromHouseToHouseIsFoundAndStopped() throws Exception {
    for (int i = 0; i < 4; i++) {
      ground("MS-1", "MH-" + (i + 1), i);
      centre.turn(Duration.ofDays(7));
    }

    assertThat(ground("MS-1", "MH-5", 4)).isEqualTo(Ground.NEW_HOST_LIMIT);
    assertThat(findings())
        .singleElement()
        .satisfies(
            f -> {
              assertThat(f.kind()).isEqualTo(PairingFinding.Kind.TOO_MANY_HOSTS);
              assertThat(f.subject()).isEqualTo("MS-1");
              assertThat(f.evidence())
                  .containsExactly(
                      "case 5: a code was asked for host MH-5, after MH-1, MH-2, MH-3, MH-4"
                          + " within 90 days");
            });
    assertThat(ground("MS-1", "MH-4", 4)).isEqualTo(Ground.INDEX_NEXT);
    centre.turn(Duration.ofDays(90));
    assertThat(ground("MS-1", "MH-5", 4)).isEqualTo(Ground.INDEX_KNOWN);
  }

  @Test
  void aCopyOfAModuleIsFoundWhenItsIndexRunsBackwards() throws Exception {
    ground("MS-1", "MH-1", 0);
    saw("MH-1", 1, true);

    Optional<String> digits = Optional.of(centre.attestation("MS-1", "MH-2", 0));
    assertThat(ground("MS-1", "MH-2", 0, digits)).isEqualTo(Ground.INDEX_BACKWARDS);

    assertThat(findings())
        .singleElement()
        .satisfies(
            f -> {
              assertThat(f.kind()).isEqualTo(PairingFinding.Kind.TWO_MODULES);
              assertThat(f.evidence())
                  .containsExactly(
                      "case 2: index 0, attested, at host MH-2, after sighting 1 showed index 1 at"
                          + " host MH-1");
            });
    assertThat(
            centre
                .vault()
                .pairings()
                .cases(new CaseFilter(Optional.empty(), Optional.empty(), true), Long.MAX_VALUE, 9))
        .singleElement()
        .satisfies(c -> assertThat(c.ground()).isEqualTo("INDEX_BACKWARDS"));
  }

  @Test
  void oneIndexUsedForTwoHostsIsFound() throws Exception {
    saw("MH-1", 1, true);
    saw("MH-2", 1, true);
    saw("MH-3", 0, false);

    assertThat(findings())
        .extracting(PairingFinding::kind)
        .containsExactly(PairingFinding.Kind.INDEX_BACKWARDS, PairingFinding.Kind.TWO_MODULES);
  }

  @Test
  void oneHostPairedAgainAndAgainIsFound() throws Exception {
    for (int index = 1; index <= 3; index++) {
      saw("MH-1", index, true);
      centre.turn(Duration.ofDays(10));
    }
    assertThat(findings())
        .singleElement()
        .satisfies(
            f -> {
              assertThat(f.kind()).isEqualTo(PairingFinding.Kind.TWO_HOSTS);
              assertThat(f.subject()).isEqualTo("MH-1");
            });
  }

  @Test
  void anHonestHouseholdIsNotSuspected() throws Exception {
    for (int day = 0; day < 200; day++) {
      if (day == 0 || day == 100) {
        int index = day / 100;
        ground("MS-1", "MH-" + (index + 1), index);
        saw("MH-" + (index + 1), index + 1, true);
      }
      saw("MH-1", day < 100 ? 1 : 2, false);
      centre.turn(Duration.ofDays(1));
    }

    assertThat(findings()).isEmpty();
  }

  @Test
  void answerAndReasonAreInTheLogAndInTheCases() throws Exception {
    ground("MS-1", "MH-1", 0);
    ground("MS-1", "MH-9", 1);

    var log = centre.vault().log().page(0, 4);
    assertThat(log.get(0).result()).isEqualTo("failed: case 2, the host is not known");
    assertThat(log.get(0).act().verb()).isEqualTo("pair:code");
    assertThat(log.get(0).act().purpose()).isEqualTo("ticket 7");
    assertThat(log.get(0).act().subject()).isEqualTo("MS-1 with MH-9 at 1");
    assertThat(log.get(1).result()).isEqualTo("asked");
    assertThat(log.get(2).result()).isEqualTo("done: case 1, the index is known");
    assertThat(centre.vault().pairings().cases(CaseFilter.ALL, Long.MAX_VALUE, 9))
        .extracting(PairingCase::ground)
        .containsExactly("HOST_UNKNOWN", "INDEX_KNOWN");
    assertThat(centre.vault().log().verify()).isPositive();
  }

  @Test
  void decidesAlikeAfterARestart() throws Exception {
    ground("MS-1", "MH-1", 0);
    saw("MH-1", 1, true);

    centre.reopen();

    assertThat(ground("MS-1", "MH-2", 0)).isEqualTo(Ground.INDEX_BACKWARDS);
    assertThat(ground("MS-1", "MH-2", 1)).isEqualTo(Ground.INDEX_KNOWN);
  }

  @Test
  void noCodeIsEverWrittenDown() throws Exception {
    var codes = new ArrayList<String>();
    for (int index = 0; index < 20; index++) {
      try (CodeAnswer answer = centre.ask("MS-1", "MH-1", index, Optional.empty())) {
        codes.add(TestCentre.digits(answer.code().orElseThrow()));
        assertThat(answer.toString()).doesNotContain(codes.getLast());
      }
    }

    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
            .doesNotContain(codes.toArray(new String[0]));
      }
    }
    assertThat(codes).doesNotHaveDuplicates();
  }
}

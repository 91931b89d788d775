// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keywright.crypto.Bytes;
import org.keywright.vault.Grant;
import org.keywright.vault.Pairing;
import org.keywright.vault.Pairing.State;
import org.keywright.vault.PairingCase;
import org.keywright.vault.PairingEstate;
import org.keywright.vault.PairingFile;
import org.keywright.vault.PairingFinding;
import org.keywright.vault.PairingFinding.Suspicion;
import org.keywright.vault.PairingHost;
import org.keywright.vault.PairingModule;
import org.keywright.vault.PairingRegister;
import org.keywright.vault.PairingRegister.CaseFilter;
import org.keywright.vault.PairingReport;
import org.keywright.vault.PairingRequest;
import org.keywright.vault.PairingRequest.Attestation;
import org.keywright.vault.PairingRevocation;
import org.keywright.vault.PairingRules;
import org.keywright.vault.PairingUnitState;
import org.keywright.vault.PairingVerdict;
import org.keywright.vault.Sorting;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultException;

/** The register of pairings: what it keeps, in which order, and what tampering does to it. */
class VaultPairingsTest {
  private static final Instant AT = Instant.parse("2026-03-01T12:00:00Z");
  private static final Bytes POLICY = Bytes.ofHex("0100");
  private static final PairingEstate ESTATE =
      new PairingEstate(
          "pay-tv", 1, POLICY, 5, new PairingEstate.Limits(5, 4, Duration.ofDays(90)), AT);

  @TempDir Path folder;
  private TestVault test;
  private Vault vault;

  /** Grants what the test says, and suspects what it says. */
  private record Rules(boolean granted, boolean open, List<Suspicion> suspicions)
      implements PairingRules {
    static final Rules YES = new Rules(true, false, List.of());
    static final Rules NO = new Rules(false, true, List.of());

    @Override
    public PairingVerdict decide(PairingRequest request, PairingFile file) {
      return new PairingVerdict(granted, granted ? "FINE" : "NOT_SO", open, suspicions);
    }

    @Override
    public List<Suspicion> suspect(PairingReport report, PairingFile file) {
      return suspicions;
    }
  }

  /** Where the vault is to be: in a file here. */
  TestVault place() throws Exception {
    return new TestVault(folder);
  }

  @BeforeEach
  void make() throws Exception {
    test = place();
    vault = test.create();
    act(
        grant -> {
          vault.pairings().addEstate(grant, ESTATE);
          vault.pairings().addModules(grant, List.of(module("MS-1"), module("MS-2")));
          return vault.pairings().addHosts(grant, List.of(host("MH-1"), host("MH-2")));
        });
  }

  @AfterEach
  void close() {
    test.close();
  }

  private interface Work<T> {
    T under(Grant grant) throws VaultException;
  }

  private <T> T act(Work<T> work) throws VaultException {
    try (Grant grant = vault.grant(TestVault.ACT)) {
      T result = work.under(grant);
      grant.succeeded("");
      return result;
    }
  }

  private static PairingModule module(String id) {
    return PairingModule.made(id, ESTATE, 1, 1, 0, AT);
  }

  private static PairingHost host(String id) {
    return new PairingHost(id, "pay-tv", 1, 1, PairingUnitState.ACTIVE, AT);
  }

  private static PairingRequest code(String module, String host, long index) {
    return request(PairingCase.Kind.CODE, module, host, OptionalLong.of(index));
  }

  private static PairingRequest request(
      PairingCase.Kind kind, String module, String host, OptionalLong index) {
    return new PairingRequest(kind, module, host, index, Attestation.NONE, AT);
  }

  private PairingCase decide(PairingRequest request, PairingRules rules) throws VaultException {
    return act(grant -> vault.pairings().decide(grant, request, rules));
  }

  private void see(String host, long index, boolean paired, List<String> table)
      throws VaultException {
    var report =
        new PairingReport(
            "MS-1",
            host,
            index,
            paired,
            OptionalLong.of(7),
            table.isEmpty() ? Optional.empty() : Optional.of(table),
            AT.plusSeconds(60));
    act(grant -> vault.pairings().saw(grant, report, Rules.YES));
  }

  private State state(String host) throws VaultException {
    return vault.pairings().pairings("MS-1").stream()
        .filter(p -> p.host().equals(host))
        .map(Pairing::state)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aDecisionAndTheEndOfItsActAreOneCommitAndTheGrantIsOver() throws Exception {
    try (Grant grant = vault.grant(TestVault.ACT)) {
      var made =
          vault
              .pairings()
              .conclude(grant, code("MS-1", "MH-1", 0), Rules.YES, c -> "case " + c.number());
      assertThat(vault.log().page(0, 1).getFirst().result())
          .isEqualTo("done: case " + made.number());
      assertThatThrownBy(() -> vault.pairings().decide(grant, code("MS-1", "MH-1", 1), Rules.YES))
          .isInstanceOf(VaultException.class)
          .hasMessageContaining("has ended");
    }
    assertThat(vault.log().page(0, 1).getFirst().result()).as("no second end").contains("case");
  }

  @Test
  void aDecisionThatBreaksLeavesNoCaseButItsEndInTheLog() throws Exception {
    int cases = vault.pairings().cases(CaseFilter.ALL, Long.MAX_VALUE, 10).size();
    try (Grant grant = vault.grant(TestVault.ACT)) {
      assertThatThrownBy(
              () ->
                  vault
                      .pairings()
                      .conclude(
                          grant,
                          code("MS-1", "MH-1", 0),
                          Rules.YES,
                          c -> {
                            throw new IllegalStateException("no words");
                          }))
          .isInstanceOf(IllegalStateException.class);
    }
    assertThat(vault.pairings().cases(CaseFilter.ALL, Long.MAX_VALUE, 10)).hasSize(cases);
    assertThat(vault.log().page(0, 1).getFirst().result()).isEqualTo("failed: no words");
    assertThat(vault.log().verify()).isPositive();
  }

  @Test
  void keepsEverythingOverReopening() throws VaultException {
    PairingCase code = decide(code("MS-1", "MH-1", 0), Rules.YES);
    see("MH-1", 1, true, List.of("MH-1"));
    act(
        grant ->
            vault
                .pairings()
                .revoke(grant, PairingRevocation.Kind.HOST, "pay-tv", "MH-2", "stolen"));
    PairingModule before = vault.pairings().module("MS-1").orElseThrow();

    vault = test.reopen();

    assertThat(vault.pairings().estates()).containsExactly(ESTATE);
    assertThat(vault.pairings().module("MS-1")).contains(before);
    assertThat(before.seen()).isEqualTo(1);
    assertThat(before.given()).hasValue(0);
    assertThat(before.hosts()).isEqualTo(1);
    assertThat(vault.pairings().cases(CaseFilter.ALL, Long.MAX_VALUE, 9)).containsExactly(code);
    assertThat(code.actor()).isEqualTo("tester");
    assertThat(code.purpose()).isEqualTo(TestVault.ACT.purpose());
    assertThat(vault.pairings().pairings("MS-1"))
        .singleElement()
        .satisfies(
            p -> {
              assertThat(p.state()).isEqualTo(State.SEEN);
              assertThat(p.index()).isZero();
              assertThat(p.activity()).hasValue(7);
              assertThat(p.times()).isEqualTo(1);
            });
    assertThat(vault.pairings().host("MH-2").orElseThrow().state())
        .isEqualTo(PairingUnitState.REVOKED);
    assertThat(vault.pairings().revocations("pay-tv"))
        .singleElement()
        .satisfies(r -> assertThat(r.reason()).isEqualTo("stolen"));
  }

  @Test
  void passesOverUnitsThatAreThereAndRefusesThoseThatWereMadeOtherwise() throws VaultException {
    int added =
        act(grant -> vault.pairings().addModules(grant, List.of(module("MS-1"), module("MS-3"))));
    assertThat(added).isEqualTo(1);
    var other = PairingModule.made("MS-2", ESTATE, 1, 2, 0, AT);
    assertThatThrownBy(
            () -> act(grant -> vault.pairings().addModules(grant, List.of(module("MS-4"), other))))
        .hasMessage("module MS-2 is there already, of estate pay-tv, generation 1");
    assertThat(vault.pairings().module("MS-4")).isEmpty();
    var stranger = new PairingHost("MH-1", "other", 1, 1, PairingUnitState.ACTIVE, AT);
    assertThatThrownBy(() -> act(grant -> vault.pairings().addHosts(grant, List.of(stranger))))
        .hasMessageContaining("host MH-1 is there already");
  }

  @Test
  void ofAllHostsPromisedForOneIndexOnlyTheLastCounts() throws VaultException {
    decide(code("MS-1", "MH-1", 0), Rules.YES);
    decide(code("MS-1", "MH-2", 0), Rules.YES);

    assertThat(state("MH-1")).isEqualTo(State.ENDED);
    assertThat(state("MH-2")).isEqualTo(State.PROMISED);
    assertThat(vault.pairings().module("MS-1").orElseThrow().hosts()).isEqualTo(1);

    decide(code("MS-1", "MH-1", 1), Rules.YES);
    assertThat(vault.pairings().module("MS-1").orElseThrow().hosts()).isEqualTo(2);
    assertThat(vault.pairings().module("MS-1").orElseThrow().given()).hasValue(1);
  }

  @Test
  void aRefusedRequestIsACaseAndChangesNothingElse() throws VaultException {
    PairingModule before = vault.pairings().module("MS-1").orElseThrow();

    PairingCase refused = decide(code("MS-1", "MH-1", 5), Rules.NO);
    PairingCase unknown = decide(code("MS-9", "MH-1", 5), Rules.NO);

    assertThat(refused.granted()).isFalse();
    assertThat(refused.open()).isTrue();
    assertThat(vault.pairings().module("MS-1")).contains(before);
    assertThat(vault.pairings().pairings("MS-1")).isEmpty();
    assertThat(vault.pairings().cases(CaseFilter.ALL, Long.MAX_VALUE, 9))
        .containsExactly(unknown, refused);
  }

  @Test
  void aTableEndsThePairingsThatItDoesNotShow() throws VaultException {
    decide(code("MS-1", "MH-1", 0), Rules.YES);
    see("MH-1", 1, true, List.of());
    decide(code("MS-1", "MH-2", 1), Rules.YES);
    see("MH-2", 2, true, List.of());
    assertThat(state("MH-1")).isEqualTo(State.SEEN);

    see("MH-2", 2, false, List.of("MH-2"));

    assertThat(state("MH-1")).isEqualTo(State.ENDED);
    assertThat(vault.pairings().module("MS-1").orElseThrow().hosts()).isEqualTo(1);
    see("MH-1", 2, false, List.of());
    assertThat(state("MH-1")).isEqualTo(State.SEEN);
    assertThat(vault.pairings().module("MS-1").orElseThrow().hosts()).isEqualTo(2);
  }

  @Test
  void endsPairingsOnceHoweverOften() throws VaultException {
    decide(code("MS-1", "MH-1", 0), Rules.YES);
    for (int i = 0; i < 2; i++) {
      act(
          grant -> {
            vault.pairings().end(grant, "MS-1", "MH-1", AT);
            return grant;
          });
      assertThat(state("MH-1")).isEqualTo(State.ENDED);
      assertThat(vault.pairings().module("MS-1").orElseThrow().hosts()).isZero();
    }
    decide(code("MS-1", "MH-1", 1), Rules.YES);
    decide(request(PairingCase.Kind.RELEASE, "MS-1", "MH-1", OptionalLong.empty()), Rules.YES);
    assertThat(state("MH-1")).isEqualTo(State.ENDED);
  }

  @Test
  void ordersHaveRisingSerials() throws VaultException {
    var lock = request(PairingCase.Kind.LOCK, "MS-1", "MH-1", OptionalLong.empty());

    assertThat(decide(lock, Rules.YES).order()).isEqualTo(1);
    assertThat(decide(lock, Rules.NO).order()).isZero();
    assertThat(decide(lock, Rules.YES).order()).isEqualTo(2);
    assertThat(decide(code("MS-1", "MH-1", 0), Rules.YES).order()).isZero();
    assertThat(vault.pairings().module("MS-1").orElseThrow().orders()).isEqualTo(2);
    assertThat(vault.pairings().module("MS-2").orElseThrow().orders()).isZero();
  }

  @Test
  void openCasesAreResolvedOnce() throws VaultException {
    long number = decide(code("MS-1", "MH-1", 5), Rules.NO).number();

    PairingCase resolved =
        act(grant -> vault.pairings().resolve(grant, number, "the card was swapped"));

    assertThat(resolved.resolution()).isEqualTo("the card was swapped");
    assertThatThrownBy(() -> act(grant -> vault.pairings().resolve(grant, number, "again")))
        .hasMessage("case 1 is not open");
    assertThatThrownBy(() -> act(grant -> vault.pairings().resolve(grant, 77, "x")))
        .hasMessage("there is no case 77");
  }

  @Test
  void casesArePagedByNumberAndFoundByModuleHostAndBeingOpen() throws VaultException {
    for (int i = 0; i < 10; i++) {
      decide(code("MS-" + (1 + i % 2), "MH-" + (1 + i / 5), i), i % 5 == 0 ? Rules.NO : Rules.YES);
    }

    assertThat(numbers(CaseFilter.ALL, Long.MAX_VALUE, 3)).containsExactly(10L, 9L, 8L);
    assertThat(numbers(CaseFilter.ALL, 8, 3)).containsExactly(7L, 6L, 5L);
    assertThat(numbers(new CaseFilter(Optional.of("MS-2"), Optional.empty(), false), 9, 9))
        .containsExactly(8L, 6L, 4L, 2L);
    assertThat(
            numbers(
                new CaseFilter(Optional.of("MS-2"), Optional.of("MH-1"), false), Long.MAX_VALUE, 9))
        .containsExactly(4L, 2L);
    assertThat(numbers(new CaseFilter(Optional.empty(), Optional.empty(), true), Long.MAX_VALUE, 9))
        .containsExactly(6L, 1L);
  }

  private List<Long> numbers(CaseFilter filter, long before, int limit) throws VaultException {
    return vault.pairings().cases(filter, before, limit).stream().map(PairingCase::number).toList();
  }

  @Test
  void aFindingGathersItsEvidenceUpToALimit() throws VaultException {
    var suspects =
        new Rules(
            false,
            false,
            List.of(new Suspicion(PairingFinding.Kind.TWO_MODULES, "MS-1", "index 3 used twice")));
    for (int i = 0; i < 30; i++) {
      decide(code("MS-1", "MH-1", i), suspects);
    }

    assertThat(vault.pairings().findings(Long.MAX_VALUE, 9))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.times()).isEqualTo(30);
              assertThat(finding.evidence())
                  .hasSize(PairingFinding.MOST_LINES)
                  .startsWith("case 1: index 3 used twice", "case 2: index 3 used twice");
            });
  }

  @Test
  void revokesOnceAndOnlyWhatIsThere() throws VaultException {
    revoke(PairingRevocation.Kind.MODULE, "MS-1");
    revoke(PairingRevocation.Kind.GENERATION, "1");

    assertThat(vault.pairings().module("MS-1").orElseThrow().state())
        .isEqualTo(PairingUnitState.REVOKED);
    assertThatThrownBy(() -> revoke(PairingRevocation.Kind.MODULE, "MS-1"))
        .hasMessage("MS-1 is revoked already");
    assertThatThrownBy(() -> revoke(PairingRevocation.Kind.HOST, "MH-7"))
        .hasMessage("the centre knows no host 'MH-7'");
    assertThat(vault.pairings().revocations("pay-tv"))
        .extracting(PairingRevocation::subject)
        .containsExactly("MS-1", "1");
    var told = new PairingFile[1];
    act(
        grant ->
            vault
                .pairings()
                .decide(
                    grant,
                    code("MS-2", "MH-1", 0),
                    new PairingRules() {
                      @Override
                      public PairingVerdict decide(PairingRequest request, PairingFile file) {
                        told[0] = file;
                        return Rules.NO.decide(request, file);
                      }

                      @Override
                      public List<Suspicion> suspect(PairingReport report, PairingFile file) {
                        return List.of();
                      }
                    }));
    assertThat(told[0].revoked()).isTrue();
  }

  private void revoke(PairingRevocation.Kind kind, String subject) throws VaultException {
    act(grant -> vault.pairings().revoke(grant, kind, "pay-tv", subject, "found twice"));
  }

  @Test
  void casesAndFindingsAreSortedByAnyColumnPageByPage() throws VaultException {
    var suspects =
        new Rules(
            false,
            false,
            List.of(
                new Suspicion(PairingFinding.Kind.TWO_MODULES, "MS-1", "index 3 used twice"),
                new Suspicion(PairingFinding.Kind.TWO_HOSTS, "MH-1", "paired again")));
    decide(code("MS-2", "MH-1", 0), Rules.YES);
    decide(code("MS-1", "MH-2", 0), Rules.NO);
    decide(code("MS-1", "MH-1", 1), suspects);
    Paging.requireEveryOrder(
        PairingRegister.CaseColumn.class,
        vault.pairings().cases(CaseFilter.ALL, Long.MAX_VALUE, 9),
        (Sorting<PairingRegister.CaseColumn> sorting, Optional<PairingCase> after, int limit) ->
            vault.pairings().cases(CaseFilter.ALL, sorting, after, limit),
        (column, made) ->
            switch (column) {
              case NUMBER -> made.number();
              case KIND -> made.request().kind().name();
              case MODULE -> made.request().module();
              case HOST -> made.request().host();
              case INDEX -> made.request().index().orElse(-1);
              case GRANTED -> made.granted();
              case GROUND -> made.ground();
              case OPEN -> made.open();
              case PURPOSE -> made.purpose();
              case ACTOR -> made.actor();
            });
    Paging.requireEveryOrder(
        PairingRegister.FindingColumn.class,
        vault.pairings().findings(Long.MAX_VALUE, 9),
        (Sorting<PairingRegister.FindingColumn> sorting,
            Optional<PairingFinding> after,
            int limit) -> vault.pairings().findings(sorting, after, limit),
        (column, finding) ->
            switch (column) {
              case NUMBER -> finding.number();
              case KIND -> finding.kind().name();
              case SUBJECT -> finding.subject();
              case TIMES -> finding.times();
              case FIRST -> finding.first();
              case LAST -> finding.last();
            });
  }

  @Test
  void modulesAndHostsAreSortedByAnyColumnPageByPage() throws VaultException {
    decide(code("MS-1", "MH-1", 0), Rules.YES);
    Paging.requireEveryOrder(
        PairingRegister.ModuleColumn.class,
        vault.pairings().modules("", 9),
        (Sorting<PairingRegister.ModuleColumn> sorting, Optional<PairingModule> after, int limit) ->
            vault.pairings().modules("", sorting, after, limit),
        (column, module) ->
            switch (column) {
              case ID -> module.id();
              case ESTATE -> module.estate();
              case STATE -> module.state().name();
              case HOSTS -> module.hosts();
              case SEEN -> module.seen();
              case GENERATION -> module.generation();
              case CREATED -> module.created();
            });
    Paging.requireEveryOrder(
        PairingRegister.HostColumn.class,
        vault.pairings().hosts("", 9),
        (Sorting<PairingRegister.HostColumn> sorting, Optional<PairingHost> after, int limit) ->
            vault.pairings().hosts("", sorting, after, limit),
        (column, host) ->
            switch (column) {
              case ID -> host.id();
              case ESTATE -> host.estate();
              case STATE -> host.state().name();
              case GENERATION -> host.generation();
              case KEY_GENERATION -> host.keyGeneration();
              case CREATED -> host.created();
            });
    assertThat(
            Paging.all(
                (Sorting<PairingRegister.ModuleColumn> sorting,
                    Optional<PairingModule> after,
                    int limit) -> vault.pairings().modules("MS-2", sorting, after, limit),
                PairingRegister.ModuleColumn.SEEN,
                true))
        .extracting(PairingModule::id)
        .containsExactly("MS-2");
  }

  @Test
  void modulesAndHostsArePagedByIdentifier() throws VaultException {
    act(
        grant ->
            vault
                .pairings()
                .addModules(
                    grant,
                    IntStream.range(0, 30).mapToObj(i -> module("X-%02d".formatted(i))).toList()));

    assertThat(vault.pairings().modules("", 3))
        .extracting(PairingModule::id)
        .containsExactly("MS-1", "MS-2", "X-00");
    assertThat(vault.pairings().modules("X-27", 9))
        .extracting(PairingModule::id)
        .containsExactly("X-28", "X-29");
    assertThat(vault.pairings().hosts("MH-1", 9))
        .extracting(PairingHost::id)
        .containsExactly("MH-2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          pairing_module   | state = 'REVOKED'                       | the module MS-1
          pairing_module   | seen = 0                                | the module MS-1
          pairing_module   | given = -1                              | the module MS-1
          pairing_module   | hosts = 0                               | the module MS-1
          pairing_module   | estate = 'other'                        | the module MS-1
          pairing_module   | policy = x'0101'                        | the module MS-1
          pairing_module   | orders = 0                              | the module MS-1
          pairing_host     | state = 'REVOKED'                       | the host MH-1
          pairing_host     | generation = 2                          | the host MH-1
          pairing          | state = 'PROMISED'                      | the pairing of MS-1 with MH-1
          pairing          | pairing_index = 3                       | the pairing of MS-1 with MH-1
          pairing          | host = 'MH-2'                           | the pairing of MS-1 with MH-2
          pairing_case     | granted = 0                             | case 1
          pairing_case     | actor = 'nobody'                        | case 1
          pairing_case     | at = at + 1                             | case 1
          pairing_sighting | pairing_index = 3                       | sighting 1
          pairing_estate   | most_hosts = 99                         | the estate pay-tv
          """)
  void aRowThatWasChangedIsRefused(String table, String change, String what) throws Exception {
    decide(request(PairingCase.Kind.LOCK, "MS-1", "MH-1", OptionalLong.empty()), Rules.YES);
    decide(code("MS-1", "MH-1", 0), Rules.YES);
    see("MH-1", 1, true, List.of());
    test.close();
    String where =
        switch (table) {
          case "pairing_module" -> " WHERE id = 'MS-1'";
          case "pairing_host" -> " WHERE id = 'MH-1'";
          case "pairing_case" -> " WHERE number = 1";
          default -> "";
        };
    test.tamper("UPDATE " + table + " SET " + change + where);
    vault = test.open();

    assertThatThrownBy(() -> decide(code("MS-1", "MH-1", 0), Rules.YES))
        .hasMessage(what + " is damaged or was changed outside Keywright: restore a backup");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DELETE FROM pairing",
        "DELETE FROM pairing WHERE host = 'MH-1'",
        "INSERT INTO pairing SELECT module, 'MH-9', pairing_index, state, since, last_seen,"
            + " activity, times, seal FROM pairing WHERE host = 'MH-1'"
      })
  void pairingsThatWereTakenOutOrPutInShow(String change) throws Exception {
    decide(code("MS-1", "MH-1", 0), Rules.YES);
    decide(code("MS-1", "MH-2", 1), Rules.YES);
    test.close();
    test.tamper(change);
    vault = test.open();

    assertThatThrownBy(() -> decide(code("MS-1", "MH-1", 0), Rules.YES))
        .hasMessageContaining("changed outside Keywright: restore a backup");
  }

  @Test
  void aCaseThatWasTakenOutShows() throws Exception {
    for (int i = 0; i < 3; i++) {
      decide(code("MS-1", "MH-1", i), Rules.YES);
    }
    test.close();
    test.tamper("DELETE FROM pairing_case WHERE number = 2");
    vault = test.open();

    assertThatThrownBy(() -> vault.pairings().cases(CaseFilter.ALL, Long.MAX_VALUE, 9))
        .hasMessage("case 2 is missing: restore a backup");
  }

  @Test
  void changesOnlyUnderAGrantThatLasts() throws VaultException {
    Grant ended = vault.grant(TestVault.ACT);
    ended.close();

    assertThatThrownBy(() -> vault.pairings().addEstate(ended, ESTATE))
        .hasMessageContaining("has ended");
    assertThatThrownBy(() -> vault.pairings().addModules(ended, List.of(module("MS-5"))))
        .hasMessageContaining("has ended");
    assertThatThrownBy(() -> vault.pairings().decide(ended, code("MS-1", "MH-1", 0), Rules.YES))
        .hasMessageContaining("has ended");
    assertThat(vault.pairings().cases(CaseFilter.ALL, Long.MAX_VALUE, 9)).isEmpty();
  }
}

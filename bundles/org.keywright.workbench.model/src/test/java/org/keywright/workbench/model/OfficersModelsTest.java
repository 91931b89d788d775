// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keywright.audit.Forwarding;
import org.keywright.audit.SyslogReceiver;
import org.keywright.vault.Act;
import org.keywright.vault.Officer;
import org.keywright.vault.Period;
import org.keywright.vault.Request;
import org.keywright.vault.Right;
import org.keywright.vault.Role;
import org.keywright.workbench.model.AppointmentPlan.Change;
import org.keywright.workbench.model.FoundingPlan.Appointee;

class OfficersModelsTest {
  private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");
  private static final Officer ANNA = officer("anna", Role.SECURITY_OFFICER);
  private static final Officer BOB = officer("bob", Role.SECURITY_OFFICER);
  private static final Officer OLGA = officer("olga", Role.OPERATOR);

  private static Officer officer(String name, Role role) {
    return new Officer(name, role, true, NOON, "anna", OptionalInt.empty(), 0, false);
  }

  private static Rights signedIn(Officer who) {
    return new Rights(true, Optional.of(who), List.of(ANNA, BOB, OLGA));
  }

  @Test
  void aRefusalNamesTheRolesAndTheOfficersWhoCould() {
    assertThat(signedIn(OLGA).refusal("download:load")).isEmpty();
    assertThat(signedIn(OLGA).refusal("key:generate"))
        .contains(
            "Not for olga, "
                + Texts.text(Role.OPERATOR)
                + ": "
                + Texts.text("rights.could", Texts.text(Role.SECURITY_OFFICER), "anna, bob"));
    var nobody = new Rights(true, Optional.empty(), List.of(ANNA));
    assertThat(nobody.refusal("key:generate")).isPresent();
    assertThat(nobody.refusal("vault:open")).as("signing in is for everybody").isEmpty();
    assertThat(Rights.ALL.refusal("key:generate")).as("a vault for one person").isEmpty();
  }

  @Test
  void onlyWhatMakesKeysOrLetsThemOutIsApprovedByAnother() {
    assertThat(signedIn(ANNA).approval("key:generate")).isTrue();
    assertThat(signedIn(ANNA).approval("download:load")).isFalse();
    assertThat(Rights.ALL.approval("key:generate")).isFalse();
  }

  private static RequestRow request(Request.State state, Officer who) {
    var act = new Act("anna", "key:generate", "north/1", "AES-256");
    var request =
        new Request(
            1,
            act,
            "the new network",
            NOON,
            NOON.plus(Duration.ofDays(7)),
            state,
            Optional.empty(),
            Optional.empty());
    return RequestRow.of(request, signedIn(who), Optional.of("key:generate north 1"));
  }

  @Test
  void whoAskedCarriesOutWhatWasApprovedByTheSameCommand() {
    assertThat(request(Request.State.APPROVED, ANNA).obstacle()).isEmpty();
    assertThat(request(Request.State.APPROVED, ANNA).statement())
        .contains(Statement.of("key:generate").argument("north").argument(1));
    assertThat(request(Request.State.APPROVED, BOB).obstacle())
        .hasValueSatisfying(why -> assertThat(why).contains("anna"));
    for (Request.State state : Request.State.values()) {
      assertThat(request(state, ANNA).obstacle().isEmpty())
          .as(state.toString())
          .isEqualTo(state == Request.State.APPROVED);
    }
    var asked = request(Request.State.APPROVED, ANNA);
    assertThat(RequestRow.of(asked.request(), signedIn(ANNA), Optional.empty()).obstacle())
        .as("asked for by no command")
        .contains(Texts.text("request.nocommand"));
  }

  @Test
  void aRequestThatIsOverSaysHow() {
    assertThat(request(Request.State.DONE, ANNA).details()).contains(Texts.text("request.isdone"));
    assertThat(request(Request.State.EXPIRED, BOB).details())
        .contains(Texts.text("request.isexpired"));
    assertThat(request(Request.State.WITHDRAWN, BOB).details())
        .contains(Texts.text("request.iswithdrawn"));
  }

  private static AppointmentPlan appointment(AppointmentPlan.Change change, String... by) {
    return new AppointmentPlan(change, "bob", "dora", Role.OPERATOR, List.of(by), 2);
  }

  @Test
  void officersChangeAsTheConsoleDoes() {
    assertThat(appointment(Change.ADD, "anna", "carol").statement().text())
        .isEqualTo("officer:add bob:operator --by anna --by carol");
    assertThat(appointment(Change.REPLACE, "anna", "carol").statement().text())
        .isEqualTo("officer:replace bob dora --by anna --by carol");
    assertThat(appointment(Change.REMOVE, "anna", "carol").statement().text())
        .isEqualTo("officer:remove bob --by anna --by carol");
    assertThat(appointment(Change.RECOVER, "anna", "carol").statement().text())
        .isEqualTo("officer:recover bob --by anna --by carol");
    assertThat(appointment(Change.ROLE, "anna", "carol").statement().text())
        .isEqualTo("officer:role bob operator --by anna --by carol");
    assertThat(
            new AppointmentPlan(Change.ROLE, "olga", "", Role.SECURITY_OFFICER, List.of(), 2)
                .statement()
                .text())
        .isEqualTo("officer:role olga security-officer");
    assertThat(appointment(Change.ROLE, "anna", "carol").newcomer()).isEmpty();
    assertThat(appointment(Change.ADD, "anna").problem()).isPresent();
    assertThat(appointment(Change.ADD, "anna", "anna").problem()).isPresent();
    assertThat(appointment(Change.ADD, "anna", "carol").problem()).isEmpty();
    assertThat(appointment(Change.REPLACE, "anna", "carol").newcomer()).contains("dora");
    assertThat(appointment(Change.REMOVE, "anna", "carol").newcomer()).isEmpty();
    var nameless =
        new AppointmentPlan(Change.ADD, "e v e", "", Role.AUDITOR, List.of("anna", "bob"), 2);
    assertThat(nameless.problem()).isPresent();
  }

  @Test
  void everyCommandThatTakesLeaveIsAnActOfTheTable() {
    assertThat(Offers.commands())
        .isNotEmpty()
        .allSatisfy(
            command ->
                assertThat(Offers.act(command).map(Right::of))
                    .as(command)
                    .isNotEqualTo(Optional.of(Right.OTHER)))
        .allMatch(command -> Offers.needsVault(command) || Offers.act(command).isPresent());
  }

  @Test
  void whatIsDoneWithTheOpenVaultNeedsOneAndWhatAsksForOneDoesNot() {
    assertThat(List.of("vault.close", "vault.backup", "lock")).allMatch(Offers::needsVault);
    assertThat(List.of("vault.open", "vault.restore", "load")).noneMatch(Offers::needsVault);
  }

  @Test
  void nobodyDecidesAboutHisOwnRequest() {
    assertThat(request(Request.State.OPEN, BOB).decidable()).isTrue();
    assertThat(request(Request.State.OPEN, ANNA).decidable()).isFalse();
    assertThat(request(Request.State.OPEN, OLGA).decidable()).isFalse();
    assertThat(request(Request.State.APPROVED, BOB).decidable()).isFalse();
    assertThat(request(Request.State.APPROVED, ANNA).withdrawable()).isTrue();
    assertThat(request(Request.State.OPEN, BOB).withdrawable()).isFalse();
    assertThat(request(Request.State.OPEN, BOB).details())
        .anyMatch(line -> line.contains("key:generate") && line.contains("north/1"))
        .anyMatch(line -> line.contains("AES-256"));
  }

  @Test
  void aRequestWaitsForWhoCanDecideAndThenForWhoAskedAndTheStatusBarSaysHowMany() {
    assertThat(request(Request.State.OPEN, BOB).waiting()).isTrue();
    assertThat(request(Request.State.OPEN, ANNA).waiting()).isFalse();
    assertThat(request(Request.State.OPEN, OLGA).waiting()).isFalse();
    assertThat(request(Request.State.APPROVED, ANNA).waiting()).isTrue();
    assertThat(request(Request.State.APPROVED, BOB).waiting()).isFalse();
    assertThat(request(Request.State.DONE, ANNA).waiting()).isFalse();
    assertThat(Notice.NONE.shown()).isFalse();
    assertThat(Notice.NONE.words()).isEmpty();
    assertThat(new Notice(Optional.empty(), 1).words())
        .isEqualTo(Texts.text("notice.requests", 1))
        .doesNotContain("{");
    var status =
        new Forwarding.Status(
            SyslogReceiver.parse("tcp://log.example:601"),
            3,
            7,
            Optional.of("it cannot be reached"),
            Optional.of(NOON));
    var both = new Notice(Problems.log(status), 2);
    assertThat(both.words()).as("the outage first").isEqualTo(Texts.text("notice.log"));
    assertThat(both.details())
        .hasSize(2)
        .first()
        .asString()
        .contains("log.example:601", "it cannot be reached", "4");
  }

  private static PeriodView period(Duration left) {
    return new PeriodView(
        true,
        Optional.of(
            new Period(
                List.of("anna", "bob"),
                Set.of("*"),
                Set.of(),
                Set.of("download:*"),
                NOON.minusSeconds(60),
                NOON.plus(left))));
  }

  @Test
  void aPeriodCountsDownAndSaysWhenToLookAgain() {
    var hours = period(Duration.ofMinutes(125));
    assertThat(hours.words(NOON)).contains("2:05");
    assertThat(hours.ending(NOON)).isFalse();
    var minutes = period(Duration.ofMinutes(4).plusSeconds(20));
    assertThat(minutes.words(NOON)).contains("4 min");
    assertThat(minutes.ending(NOON)).isTrue();
    assertThat(minutes.nextChange(NOON)).contains(Duration.ofMillis(20_001));
    assertThat(period(Duration.ofSeconds(42)).words(NOON)).contains("42 s");
    assertThat(period(Duration.ofSeconds(42)).nextChange(NOON)).contains(Duration.ofSeconds(1));
    var over = period(Duration.ofSeconds(-1));
    assertThat(over.words(NOON)).isEqualTo(Texts.text("period.none"));
    assertThat(over.nextChange(NOON)).isEmpty();
  }

  @Test
  void aPeriodIsAskedForAsTheConsoleDoes() {
    var plan = new PeriodPlan(List.of("anna", "bob"), 2, "north, south", "", "download:*", 90);
    assertThat(plan.problem()).isEmpty();
    assertThat(plan.statement().text())
        .isEqualTo(
            "period:open --keyset north --keyset south --act \"download:*\" --minutes 90"
                + " --by anna --by bob");
    assertThat(new PeriodPlan(List.of("anna", "anna"), 2, "*", "*", "x", 1).problem()).isPresent();
    assertThat(new PeriodPlan(List.of("anna"), 2, "*", "*", "x", 1).problem()).isPresent();
    assertThat(new PeriodPlan(List.of("anna", "bob"), 2, "*", "*", " ", 1).problem()).isPresent();
    assertThat(new PeriodPlan(List.of("anna", "bob"), 2, "", "", "x", 1).problem()).isPresent();
    assertThat(new PeriodPlan(List.of("anna", "bob"), 2, "--x", "", "x", 1).problem())
        .as("what the console would take for an option")
        .isPresent();
  }

  @Test
  void aVaultWithOfficersIsMadeAsTheConsoleDoes() {
    var anna = new Appointee("anna", Role.SECURITY_OFFICER);
    var bob = new Appointee("bob", Role.SECURITY_OFFICER);
    var olga = new Appointee("olga", Role.OPERATOR);
    var plan = new FoundingPlan("fuel.kwv", List.of(anna, bob, olga), 2, true, false);
    assertThat(plan.officersProblem()).isEmpty();
    assertThat(plan.statement().text())
        .isEqualTo(
            "vault:create fuel.kwv --officer anna:security-officer --officer bob:security-officer"
                + " --officer olga:operator --threshold 2 --test");
    assertThat(new FoundingPlan("f", List.of(anna, olga), 2, false, false).officersProblem())
        .isPresent();
    assertThat(new FoundingPlan("f", List.of(anna, anna), 2, false, false).officersProblem())
        .isPresent();
    assertThat(
            new FoundingPlan(
                    "f", List.of(anna, bob, new Appointee("e v e", Role.AUDITOR)), 2, false, false)
                .officersProblem())
        .hasValueSatisfying(why -> assertThat(why).contains("e v e"));
  }

  @Test
  void theTitleSaysWhatTheVaultIsNotForAndWhoIsSignedIn() {
    var marked =
        new VaultTitle(
            true, "a.kwv", List.of("TEST", "FOR ONE PERSON"), Optional.empty(), "/a.kwv");
    assertThat(marked.window()).isEqualTo("a.kwv  –  TEST  –  FOR ONE PERSON  –  Keywright");
    assertThat(marked.marked()).isTrue();
    var plain = new VaultTitle(true, "a.kwv", List.of(), Optional.of("anna, officer"), "/a.kwv");
    assertThat(plain.status()).isEqualTo("a.kwv  –  anna, officer");
    assertThat(plain.marked()).isFalse();
    assertThat(VaultTitle.of(Optional.empty()).window()).isEqualTo("Keywright");
  }

  @Test
  void anAddressIsAFileThatIsThereOrADatabase() {
    assertThat(VaultPlan.problem("", false)).isPresent();
    assertThat(VaultPlan.problem("/nowhere/a.kwv", false)).isPresent();
    assertThat(VaultPlan.problem("/nowhere/a.kwv", true)).isEmpty();
    assertThat(VaultPlan.problem("postgresql://keys@db.example/fuel", false)).isEmpty();
    assertThat(VaultPlan.problem("postgresql://keys:secret@db.example/fuel", false))
        .hasValueSatisfying(why -> assertThat(why).doesNotContain("secret"));
    assertThat(VaultPlan.onServer("postgresql://keys@db.example/fuel")).isTrue();
    assertThat(VaultPlan.onServer("a.kwv")).isFalse();
  }

  @Test
  void aBackupIsProposedBesideItsVaultWithTheDayAndANameThatIsFree(@TempDir Path folder)
      throws Exception {
    String vault = folder.resolve("fuel.kwv").toString();
    LocalDate day = LocalDate.of(2026, 11, 27);
    Path first = folder.resolve("fuel-2026-11-27.kwv");
    assertThat(VaultPlan.backup(vault, day)).isEqualTo(first.toString());
    Files.createFile(first);
    assertThat(VaultPlan.backup(vault, day))
        .isEqualTo(folder.resolve("fuel-2026-11-27-2.kwv").toString());
    assertThat(VaultPlan.backup("postgresql://keys@db.example/fuel", day))
        .endsWith("fuel-2026-11-27.kwv");
  }

  @Test
  void whatWouldEndWithTheVaultIsNamedUpToAFewAndNothingIsAskedIfNothingWould() {
    assertThat(new UnderWay(List.of()).question("vault.close.underway")).isEmpty();
    assertThat(new UnderWay(List.of("job 7")).question("exit.underway"))
        .hasValueSatisfying(words -> assertThat(words).contains("\n• job 7\n"));
    var many = IntStream.rangeClosed(1, 11).mapToObj(number -> "job " + number).toList();
    assertThat(new UnderWay(many).question("vault.close.underway"))
        .hasValueSatisfying(
            words -> assertThat(words).contains("• job 8\nand 3 more").doesNotContain("job 9"));
  }

  @Test
  void whoIsAwayForLongEnoughIsLockedOutAndZeroMeansNever() {
    var now = new AtomicLong();
    var clock = new IdleClock(now::get);
    Duration limit = Duration.ofMinutes(10);
    assertThat(clock.left(limit)).contains(limit);
    now.addAndGet(Duration.ofMinutes(9).toNanos());
    assertThat(clock.left(limit)).contains(Duration.ofMinutes(1));
    clock.touch();
    assertThat(clock.left(limit)).contains(limit);
    now.addAndGet(Duration.ofHours(1).toNanos());
    assertThat(clock.left(limit)).contains(Duration.ZERO);
    assertThat(clock.left(Duration.ZERO)).isEmpty();
  }
}

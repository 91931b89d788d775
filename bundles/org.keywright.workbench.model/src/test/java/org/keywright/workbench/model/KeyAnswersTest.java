// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.DiversificationRule;
import org.keywright.crypto.DiversificationSteps;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeySpec;
import org.keywright.workbench.model.KeyComparison.Verdict;
import org.keywright.workbench.model.Subject.Kind;

/** What is read from answers to statements about keys. */
class KeyAnswersTest {
  private static final Function<Subject, Optional<Subject>> ALL = Optional::of;
  private static final Subject T_2 = new Subject(Kind.DEVICE, "T-2");

  private static final Statement ANY = Statement.of("any");

  @BeforeAll
  static void language() {
    Locale.setDefault(Locale.ENGLISH);
  }

  private record Rule(String name) implements DiversificationRule {
    @Override
    public String source() {
      return "a document";
    }

    @Override
    public String input() {
      return "8 bytes";
    }

    @Override
    public List<KeySpec> masters() {
      return List.of(KeySpec.AES_128);
    }

    @Override
    public List<String> keys() {
      return List.of("key");
    }

    @Override
    public List<Key> diversify(Key master, Bytes input, DiversificationSteps steps) {
      return List.of();
    }
  }

  private static Performed answered(int status, String... lines) {
    return new Performed(ANY, status, List.of(lines), List.of());
  }

  @Test
  void aPreviewHasItsStepsAndTheKeysThatComeOut() {
    var preview =
        DiversificationPreview.of(
                answered(
                    0,
                    "{\"key\": \"north/2\", \"rule\": \"AN10922\", \"source\": \"NXP\", \"steps\":"
                        + " [",
                    "{\"what\": \"subkey K1\", \"value\": \"AES-128, KCV 0102030405 (CMAC)\"},",
                    "{\"what\": \"input\", \"value\": \"0480\"}], \"keys\": [{\"key\": \"key\",",
                    "\"kind\": \"AES-128\", \"kcv\": {\"method\": \"CMAC\", \"value\": \"A1\"},",
                    "\"zeroBlock\": null}]}"))
            .orElseThrow();
    assertThat(preview.source()).isEqualTo("NXP");
    assertThat(preview.rows())
        .containsExactly(
            new DiversificationPreview.Row("subkey K1", "AES-128", "0102030405 (CMAC)", "", false),
            new DiversificationPreview.Row("input", "0480", "", "", false),
            new DiversificationPreview.Row("the key", "AES-128", "A1 (CMAC)", "", true));
    assertThat(DiversificationPreview.of(answered(1))).isEmpty();
  }

  @Test
  void anInputIsCheckedWhileItIsTyped() {
    var bytes = new Rule("AN10922");
    assertThat(DiversificationPreview.problem(bytes, "").orElseThrow()).contains("8 bytes");
    assertThat(DiversificationPreview.problem(bytes, "048")).isPresent();
    assertThat(DiversificationPreview.problem(bytes, "04 80")).isEmpty();
    var account = new Rule("EMV-A");
    assertThat(DiversificationPreview.problem(account, "99012345678901234-45")).isEmpty();
    assertThat(DiversificationPreview.problem(account, "9901x")).isPresent();
  }

  @Test
  void aComparisonIsFilteredByVerdictAndByKeySet() {
    var all =
        KeyComparison.of(
                answered(
                    1,
                    "{\"here\": \"a.kwv\", \"there\": \"b.kwv\", \"same\": 1, \"differing\": 2,",
                    "\"keys\": [{\"key\": \"north/1\", \"verdict\": \"same\", \"version\": 1,",
                    "\"kcv\": {\"method\": \"CMAC\", \"value\": \"A1\"}, \"versionThere\": 1,",
                    "\"kcvThere\": {\"method\": \"CMAC\", \"value\": \"A1\"}},",
                    "{\"key\": \"north/2\", \"verdict\": \"missing\", \"version\": 1, \"kcv\":"
                        + " null,",
                    "\"versionThere\": null, \"kcvThere\": null},",
                    "{\"key\": \"northwest/1\", \"verdict\": \"additional\", \"version\": null,",
                    "\"kcv\": null, \"versionThere\": 2, \"kcvThere\": null}]}"))
            .orElseThrow();
    KeyComparison north = all.of("north");
    assertThat(north.rows())
        .extracting(KeyComparison.Row::key)
        .containsExactly("north/1", "north/2");
    assertThat(north.counts())
        .containsEntry(Verdict.SAME, 1L)
        .containsEntry(Verdict.ADDITIONAL, 0L);
    assertThat(north.of(Optional.of(Verdict.MISSING)).getFirst().version()).isEqualTo("1");
    assertThat(all.rows()).hasSize(3);
    assertThat(KeyComparison.of(answered(64, "no JSON"))).isEmpty();
  }

  @Test
  void namesInWhatACommandShowsLeadToWhatTheyName() {
    assertThat(OutputLink.in("key north-2/1@3 is wrapped under north-2/T by job 17; see /a/1", ALL))
        .containsExactly(
            new OutputLink(4, 11, new Subject(Kind.KEY_SET, "north-2")),
            new OutputLink(33, 9, new Subject(Kind.KEY_SET, "north-2")),
            new OutputLink(46, 6, new Subject(Kind.JOB, "17")));
    assertThat(names("there is no key set 'nobody'")).containsExactly("nobody");
    assertThat(names("Key set depot: set id depot")).containsExactly("depot");
    assertThat(names("sim:ei-1 … ei-5, EI-1 uses the key")).containsExactly("sim:ei-1", "EI-1");
    assertThat(names("refused: tcp://127.0.0.1:46093/FTN-0001-1: the module is away"))
        .containsExactly("tcp://127.0.0.1:46093/FTN-0001-1");
    assertThat(names("keywright: 12:33:10 host-root:pay-tv")).containsExactly("host-root:pay-tv");
    assertThat(OutputLink.in("T-1 and T-2", name -> ALL.apply(name).filter(T_2::equals)))
        .as("a name of nothing that is there is plain words")
        .containsExactly(new OutputLink(8, 3, T_2));
  }

  private static List<String> names(String line) {
    return OutputLink.in(line, ALL).stream().map(link -> link.subject().name()).toList();
  }

  @Test
  void comparisonsAreStatementsOfTheConsole() {
    assertThat(KeyComparison.withKeySet("north", "south").text())
        .isEqualTo("keyset:compare north south --all");
    assertThat(KeyComparison.withVault("b.kwv", Optional.of("anna")).text())
        .isEqualTo("vault:compare b.kwv --as anna --all");
  }
}

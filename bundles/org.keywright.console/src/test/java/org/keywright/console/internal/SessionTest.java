// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionTest {
  private final Bench bench = new Bench().group("toy", new ToyCommands());

  @TempDir Path folder;

  private int script(String text, String... arguments) throws Exception {
    Path file = Files.writeString(folder.resolve("play.gosh"), text);
    var words = new String[arguments.length + 2];
    words[0] = "run";
    words[1] = file.toString();
    System.arraycopy(arguments, 0, words, 2, arguments.length);
    return bench.run(words);
  }

  @Test
  void listOfRecordsIsATableWithItsWarningsBeneath() {
    assertThat(bench.run("exec", "toy:list")).isZero();
    assertThat(bench.out())
        .isEqualTo(
            """
            NAME        SIZE  COLOUR    STATE
            a              7  blue      new
            long name  12345  dark-red  old \u26A0
            \u26A0 It leaks
            """);
  }

  @Test
  void jsonIsOneArray() {
    assertThat(bench.run("exec", "toy:list --json --size=9")).isZero();
    assertThat(bench.out())
        .startsWith("[\n  {\n    \"name\": \"a\",\n    \"size\": 9,")
        .contains("\"caution\": \"It leaks\"");
  }

  @Test
  void whatIsShownBeforeACommandEndsIsJsonToo() {
    assertThat(bench.run("exec", "toy:watch a --json; toy:watch b")).isZero();
    assertThat(bench.out())
        .containsPattern("(?s)^\\{\n  \"name\": \"a\",\n  \"size\": 1,.*}\n\\{.*\"size\": 2,.*}\n")
        .containsPattern("}\nname +b\nsize +1\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "each [a] { toy:list } --json",
        "if yes { toy:list } --json",
        "expect-error { toy:list } --json",
        "run x --json"
      })
  void whatOnlyRunsOtherCommandsHasNoJson(String line) {
    assertThat(bench.run("exec", line)).isEqualTo(2);
    assertThat(bench.err())
        .isEqualTo(
            "keywright: %s has no result of its own for --json (give it to the commands inside)\n"
                .formatted(line.substring(0, line.indexOf(' '))));
    assertThat(bench.out()).isEmpty();
  }

  @Test
  void optionsStandAnywhere() {
    assertThat(bench.run("exec", "toy:paint --twice a --label x blue --label=y")).isZero();
    assertThat(bench.out()).isEqualTo("a Optional[BLUE] true [x, y]\n");
  }

  @Test
  void wordsBehindTwoDashesAreNoOptions() {
    assertThat(bench.run("exec", "toy:paint -- --twice")).isZero();
    assertThat(bench.out()).isEqualTo("--twice Optional.empty false []\n");
  }

  @Test
  void unknownOptionIsNamedWithItsNearest() {
    assertThat(bench.run("exec", "toy:paint a --lable x")).isEqualTo(2);
    assertThat(bench.err())
        .isEqualTo("keywright: toy:paint: unknown option --lable (did you mean --label?)\n");
  }

  @Test
  void missingArgumentIsNamedWithTheSynopsis() {
    assertThat(bench.run("exec", "toy:paint")).isEqualTo(2);
    assertThat(bench.err())
        .isEqualTo(
            "keywright: toy:paint: BALL is missing (toy:paint BALL [COLOUR] [--twice] [--label"
                + " TEXT…])\n");
  }

  @Test
  void valueOutsideTheChoiceIsRefused() {
    assertThat(bench.run("exec", "toy:paint a green")).isEqualTo(2);
    assertThat(bench.err())
        .isEqualTo("keywright: COLOUR: 'green' is unknown (choose dark-red, blue)\n");
  }

  @Test
  void errorIsOneLineWithAHint() {
    assertThat(bench.run("exec", "toy:smash b")).isEqualTo(1);
    assertThat(bench.err()).isEqualTo("keywright: no such ball: b (toy:list shows them)\n");
    assertThat(bench.out()).isEmpty();
  }

  @Test
  void defectShowsNoStackTrace() {
    assertThat(bench.run("exec", "toy:defect")).isEqualTo(1);
    assertThat(bench.err())
        .startsWith("keywright: internal error, IllegalStateException: oops (more in ")
        .hasLineCount(1);
  }

  @Test
  void failedOutcomeIsShownAndFails() {
    assertThat(bench.run("exec", "toy:toss a --drop; echo not reached")).isEqualTo(1);
    assertThat(bench.out()).isEqualTo("a flies\n");
    assertThat(bench.err()).isEqualTo("keywright: a fell\n");
  }

  @Test
  void unknownCommandIsWrongUsage() {
    assertThat(bench.run("exec", "toy:lst")).isEqualTo(2);
    assertThat(bench.err())
        .isEqualTo("keywright: unknown command 'toy:lst' (did you mean toy:list?)\n");
  }

  @Test
  void helpIsMadeOfTheModel() {
    assertThat(bench.run("exec", "help toy:paint")).isZero();
    assertThat(bench.out())
        .isEqualTo(
            """
            toy:paint BALL [COLOUR] [--twice] [--label TEXT…]

            Paints a ball.

              BALL          which
              COLOUR        how: dark-red, blue
              --twice       with two layers
              --label TEXT  what to write on it

            Example: toy:paint a blue
            """);
  }

  @Test
  void helpOptionSaysTheSame() {
    bench.run("exec", "toy:paint --help");
    assertThat(bench.out()).startsWith("toy:paint BALL");
  }

  @Test
  void helpOfAScopeListsItsCommands() {
    assertThat(bench.run("exec", "help toy")).isZero();
    assertThat(bench.out()).contains("toy:list").doesNotContain("echo");
  }

  @Test
  void tableForDocumentsHasEveryCommand() {
    bench.run("exec", "help --markdown");
    assertThat(bench.out())
        .startsWith("| command | what it does | example |\n|---|---|---|\n")
        .contains("| `toy:toss BALL [--drop]` | Throws a ball. | `toy:toss a` |\n");
  }

  @Test
  void scriptHasItsArgumentsAndItsFolder() throws Exception {
    assertThat(script("echo $1-$2\necho $args\necho $here\n", "a", "b c")).isZero();
    assertThat(bench.out()).isEqualTo("a-b c\na b c\n" + folder + "\n");
  }

  @Test
  void scriptStopsAtTheFirstErrorAndNamesItsLine() throws Exception {
    assertThat(script("echo one\n# a comment\n\ntoy:smash b\necho two\n")).isEqualTo(1);
    assertThat(bench.out()).isEqualTo("one\n");
    assertThat(bench.err())
        .isEqualTo(
            "keywright: "
                + folder.resolve("play.gosh")
                + ":4: no such ball: b (toy:list shows them)\n");
  }

  @Test
  void scriptGoesOnWhenToldSoAndFailsAllTheSame() throws Exception {
    assertThat(script("onerror continue\ntoy:smash b\necho two\n")).isEqualTo(1);
    assertThat(bench.out()).isEqualTo("two\n");
    assertThat(bench.err()).endsWith("keywright: 1 statement failed\n");
  }

  @Test
  void syntaxErrorIsFoundBeforeAnythingRuns() throws Exception {
    assertThat(script("echo one\ntoy:list }\n")).isEqualTo(2);
    assertThat(bench.out()).isEmpty();
    assertThat(bench.err()).contains("play.gosh:2: not a statement");
  }

  @Test
  void openBraceIsAnError() throws Exception {
    assertThat(script("each [a b] {\n echo $it\n")).isEqualTo(2);
    assertThat(bench.err()).contains("not a statement");
  }

  @Test
  void everyResultInABlockIsShown() throws Exception {
    assertThat(script("each [a b] {\n  toy:toss $it\n  # again\n  toy:paint $it\n}\n")).isZero();
    assertThat(bench.out())
        .isEqualTo("a flies\na Optional.empty false []\nb flies\nb Optional.empty false []\n");
  }

  @Test
  void assignedResultIsNotShown() throws Exception {
    assertThat(
            script(
                "x = (toy:paint a)\neach [1] {\n y = (toy:paint b)\n echo $y\n}\necho \"<$x>\"\n"))
        .isZero();
    assertThat(bench.out()).isEqualTo("b Optional.empty false []\n<a Optional.empty false []>\n");
  }

  @Test
  void expectedErrorLetsTheScriptGoOn() throws Exception {
    assertThat(script("expect-error { toy:smash b }\necho two\n")).isZero();
    assertThat(bench.out())
        .isEqualTo("refused, as expected: no such ball: b (toy:list shows them)\ntwo\n");
  }

  @Test
  void expectedErrorThatDoesNotComeIsAnError() throws Exception {
    assertThat(script("expect-error { toy:list }\n")).isEqualTo(1);
    assertThat(bench.err()).contains(":1: an error was expected, and there was none");
  }

  @Test
  void anotherErrorThanTheExpectedOneIsAnError() throws Exception {
    assertThat(script("expect-error --saying 6988 { toy:smash b }\n")).isEqualTo(1);
    assertThat(bench.err()).contains("another error was expected: no such ball");
  }

  @Test
  void defectIsNeverTheExpectedError() throws Exception {
    assertThat(script("expect-error { toy:defect }\n")).isEqualTo(1);
  }

  @Test
  void temporaryFolderGoesAtTheEnd() throws Exception {
    assertThat(script("d = (temp:dir $1)\necho $d\n")).isZero();
    assertThat(Path.of(bench.out().strip())).doesNotExist();
  }

  @Test
  void namedFolderStays() throws Exception {
    Path named = folder.resolve("mine");
    assertThat(script("d = (temp:dir $1)\necho $d\n", named.toString())).isZero();
    assertThat(named).isDirectory();
  }

  @Test
  void anApostropheAndAPercentageBetweenDoubleQuotesMeanThemselves() throws Exception {
    assertThat(
            script(
                """
                ball = "Anna's"
                toy:paint "the officer's ball" --label "50%" --label "'"  # it's "so
                toy:paint "$ball \\"50% of it's\\"" --label="100\\% '$ball'" --label pre"it's"post
                toy:paint "%(3 + 4) C:\\new" --label 'in "single"' --label "${ball}'s \\$5"
                if yes { toy:paint "Bob's" --label ["a's"] }
                """))
        .isZero();
    assertThat(bench.out())
        .isEqualTo(
            """
            the officer's ball Optional.empty false [50%, ']
            Anna's "50% of it's" Optional.empty false [100% 'Anna's', preit'spost]
            7 C:\\new Optional.empty false [in "single", Anna's's $5]
            Bob's Optional.empty false [a's]
            """);
  }

  @Test
  void whatStandsInBracesIsKeptAsItWasWritten() {
    String written = "toy:paint \"Anna's  \\\"data\\\" key\" --label 'Bob'\\''s'";
    assertThat(bench.run("exec", "if yes { toy:written { " + written + " } }")).isZero();
    assertThat(bench.out().lines()).last().asString().isEqualTo(written);
  }

  @Test
  void redirectionIsRefused() {
    assertThat(bench.run("exec", "toy:list > x")).isEqualTo(2);
    assertThat(bench.err()).contains("output cannot be redirected");
  }

  @Test
  void exitLeavesWithItsStatus() throws Exception {
    assertThat(script("exit 3\necho two\n")).isEqualTo(3);
    assertThat(bench.out()).isEmpty();
  }

  @Test
  void standardInputIsAScriptAndAnswersBetweenItsLines() {
    bench.input("toy:secret\ncorrect horse\neach [a] {\n echo $it\n}\n");
    assertThat(bench.run()).isZero();
    assertThat(bench.out()).isEqualTo("a secret of 13 bytes\na\n");
  }

  @Test
  void secretThatIsNotThereIsAnError() {
    assertThat(bench.run("exec", "toy:secret")).isEqualTo(1);
    assertThat(bench.err()).startsWith("keywright: pass from standard input: there is none");
  }

  @Test
  void wordsThatAreNotUnderstoodAreWrongUsage() {
    assertThat(bench.run("dance")).isEqualTo(2);
  }

  @Test
  void commandsComeAndGoWhileTheProgramRuns() {
    var owner = new Object();
    var toys = new ToyCommands();
    bench.table().add("late", java.util.List.of("list"), owner, () -> toys);
    assertThat(bench.table().names()).contains("late:list");
    bench.table().remove(owner);
    assertThat(bench.run("exec", "late:list")).isEqualTo(2);
  }
}

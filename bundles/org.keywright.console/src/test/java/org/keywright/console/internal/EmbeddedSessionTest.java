// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.keywright.claims.ClaimResult;
import org.keywright.claims.Claims;
import org.keywright.console.CommandScreen;
import org.keywright.console.Completion;
import org.keywright.crypto.KeyMaterial;

class EmbeddedSessionTest {
  private final List<String> shown = new ArrayList<>();
  private final List<String> told = new ArrayList<>();
  private Optional<String> answer = Optional.empty();
  private final CommandTable table = new Bench().group("toy", new ToyCommands()).table();
  private final EmbeddedSession session =
      new EmbeddedSession(
          new Settings(Path.of("target", "no-cache"), "tester", "1.2.3", Optional.empty()),
          new CommandProcessorImpl(null),
          table,
          new Recorded());

  private final class Recorded implements CommandScreen {
    @Override
    public void show(String line) {
      shown.add(line);
    }

    @Override
    public void tell(String line) {
      told.add(line);
    }

    @Override
    public KeyMaterial ask(String what, boolean twice) throws InterruptedException {
      told.add("asked for " + what);
      return KeyMaterial.copyOf(
          answer.orElseThrow(InterruptedException::new).getBytes(StandardCharsets.UTF_8));
    }
  }

  @AfterEach
  void close() {
    session.close();
  }

  @Test
  void resultsAndFailuresGoToTheScreenLineByLine() {
    assertThat(session.run("toy:toss a; toy:smash b; toy:toss c")).isEqualTo(1);
    assertThat(shown).containsExactly("a flies");
    assertThat(told).containsExactly("keywright: no such ball: b (toy:list shows them)");
  }

  @Test
  void secretsComeFromWhoeverHasTheScreen() {
    answer = Optional.of("correct horse");
    assertThat(session.run("toy:secret")).isZero();
    assertThat(shown).containsExactly("a secret of 13 bytes");
    assertThat(told).containsExactly("asked for pass");
  }

  @Test
  void aSecretThatSomebodyWillNotSayEndsTheCommand() {
    assertThat(session.run("toy:secret")).isEqualTo(Failure.INTERRUPTED);
  }

  @Test
  void eachSessionHasControlOfItsOwnAndTheCommandsOfAll() {
    assertThat(session.run("x = (echo one); echo $x")).isZero();
    assertThat(shown).containsExactly("one");
    assertThat(table.has("echo")).isFalse();
  }

  @Test
  void proofsEndWhenSomebodyInterruptsThoughOneTakesThatForWhatItObserves() {
    var endless =
        new Claims() {
          @Override
          public List<String> ids() {
            return List.of("D1");
          }

          @Override
          public List<ClaimResult> run(List<String> selection, Consumer<ClaimResult> each) {
            while (true) {
              session.interrupt();
              each.accept(
                  new ClaimResult("D1", "a sentence", Thread.interrupted(), "", Duration.ZERO));
            }
          }
        };
    var claims = new ClaimsCommands(endless);
    table.add("claims", List.of("run"), claims, () -> claims);
    assertThat(session.run("claims:run")).isEqualTo(Failure.INTERRUPTED);
    assertThat(told).containsExactly("keywright: interrupted");
  }

  @Test
  void completesCommandsOptionsAndWhatIsBegunBehindOthers() {
    assertThat(session.complete("toy:to", 6))
        .isEqualTo(
            new Completion(0, List.of(new Completion.Proposal("toy:toss", "Throws a ball."))));
    assertThat(session.complete("echo a; toy:paint b --tw", 24).proposals())
        .extracting(Completion.Proposal::value)
        .containsExactly("--twice");
    assertThat(session.complete("echo a; toy:paint b --tw", 24).from()).isEqualTo(20);
    assertThat(session.complete("toy:paint 'b", 12).proposals()).isEmpty();
  }
}

// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.keywright.console.spi.Argument;
import org.keywright.console.spi.Block;
import org.keywright.console.spi.Cautioned;
import org.keywright.console.spi.Command;
import org.keywright.console.spi.CommandException;
import org.keywright.console.spi.CommandGroup;
import org.keywright.console.spi.Console;
import org.keywright.console.spi.Option;
import org.keywright.console.spi.Outcome;

/** Commands that show what a group can do. */
public final class ToyCommands implements CommandGroup {
  enum Colour {
    DARK_RED,
    BLUE
  }

  record Ball(String name, int size, Colour colour, Cautioned state) {
    static Ball of(String name, int size) {
      return new Ball(name, size, Colour.BLUE, Cautioned.plain("new"));
    }
  }

  record Thrown(String name, boolean caught) implements Outcome {
    @Override
    public String sentence() {
      return name + " flies";
    }

    @Override
    public Optional<String> failure() {
      return caught ? Optional.empty() : Optional.of(name + " fell");
    }
  }

  @Command(value = "Lists balls.", example = "toy:list")
  public List<Ball> list(
      @Option(value = "--size", argument = "N", description = "their size", otherwise = "7")
          int size) {
    return List.of(
        Ball.of("a", size),
        new Ball(
            "long name", 12345, Colour.DARK_RED, new Cautioned("old", Optional.of("It leaks"))));
  }

  @Command(value = "Paints a ball.", example = "toy:paint a blue")
  public String paint(
      @Argument(value = "BALL", description = "which") String ball,
      @Argument(value = "COLOUR", description = "how") Optional<Colour> colour,
      @Option(value = "--twice", description = "with two layers") boolean twice,
      @Option(value = "--label", argument = "TEXT", description = "what to write on it")
          List<String> labels) {
    return ball + " " + colour + " " + twice + " " + labels;
  }

  @Command(value = "Says what stands in braces.", example = "toy:written { toy:list }")
  public String written(@Argument(value = "BLOCK", description = "statements") Block block)
      throws Exception {
    block.run(List.of());
    return block.words();
  }

  @Command(value = "Throws a ball.", example = "toy:toss a")
  public Thrown toss(
      @Argument(value = "BALL", description = "which") String ball,
      @Option(value = "--drop", description = "nobody is there") boolean drop) {
    return new Thrown(ball, !drop);
  }

  @Command(value = "Shows a ball before it ends.", example = "toy:watch a")
  public Ball watch(@Argument(value = "BALL", description = "which") String ball, Console console) {
    console.show(Ball.of(ball, 1));
    return Ball.of(ball, 2);
  }

  @Command(value = "Breaks a ball.", example = "toy:smash a")
  public void smash(@Argument(value = "BALL", description = "which") String ball)
      throws CommandException {
    throw new CommandException("no such ball: " + ball, "toy:list shows them");
  }

  @Command(value = "Waits until somebody interrupts.", example = "toy:stay")
  public void stay() throws InterruptedException {
    new CountDownLatch(1).await();
  }

  @Command(value = "Has a defect.", example = "toy:defect")
  public void defect() {
    throw new IllegalStateException("oops");
  }

  @Command(value = "Takes a secret.", example = "toy:secret")
  public String secret(Console console) throws Exception {
    try (var secret = console.secret("pass", Optional.empty())) {
      return "a secret of " + secret.length() + " bytes";
    }
  }
}

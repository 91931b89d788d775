// SPDX-License-Identifier: EPL-2.0
package org.keywright.applets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;

/**
 * Takes the power from a card at many steps of one command, and holds what it then says of itself
 * against what had been committed by then. For one thread.
 */
final class Tearing {
  private static final long SEED = 20_261_126;
  private static final int RANDOM_POINTS = 40;
  private static final int AROUND_A_COMMIT = 12;

  private final CardUnit unit;
  private final Observation observation;
  private final Random random = new Random(SEED);
  private int points;

  /** What a card says of itself, by commands; the same each time it is asked. */
  @FunctionalInterface
  interface Observation {
    List<String> of(CardUnit unit) throws Exception;
  }

  Tearing(CardUnit unit, Observation observation) {
    this.unit = unit;
    this.observation = observation;
  }

  /** How often the power went so far. */
  int points() {
    return points;
  }

  /** Tears a command at many steps, and carries it out in the end; returns its answer. */
  byte[] tear(byte[] command) throws Exception {
    var card = unit.card;
    List<Object> before = card.save();
    // Once before the steps are counted, for what its classes do when they are first used.
    card.exchange(command);
    card.restore(before);
    byte[] answer = card.exchange(command);
    assertThat(answer).as("status word").endsWith((byte) 0x90, (byte) 0x00);
    int steps = card.steps();
    List<Integer> commits = card.commitSteps();
    List<Object> after = card.save();
    List<List<String>> states = states(before, command, commits.size());
    assertThat(observation.of(unit)).isEqualTo(states.getLast());
    for (int step : points(steps, commits)) {
      card.restore(before);
      long committed = card.commits();
      card.losePowerAt(step);
      assertThatThrownBy(() -> card.exchange(command))
          .as("step " + step)
          .isInstanceOf(CardRuntime.PowerLoss.class);
      int index = (int) (card.commits() - committed);
      assertThat(observation.of(unit))
          .as("power lost at step %d of %d, after %d commits", step, steps, index)
          .isEqualTo(states.get(index));
      points++;
    }
    card.restore(after);
    return answer;
  }

  /** What the card says before the command, and after each of its commits. */
  private List<List<String>> states(List<Object> before, byte[] command, int commits)
      throws Exception {
    var card = unit.card;
    var states = new ArrayList<List<String>>();
    card.restore(before);
    card.powerOn();
    states.add(observation.of(unit));
    for (int nth = 1; nth <= commits; nth++) {
      card.restore(before);
      card.strike(CardRuntime.Strike.POWER_GOES_AFTER, nth);
      assertThatThrownBy(() -> card.exchange(command)).isInstanceOf(CardRuntime.PowerLoss.class);
      states.add(observation.of(unit));
      assertThat(states.get(nth)).as("commit " + nth).isNotEqualTo(states.get(nth - 1));
    }
    return states;
  }

  private Iterable<Integer> points(int steps, List<Integer> commits) {
    var points = new TreeSet<Integer>();
    for (int i = 0; i < RANDOM_POINTS; i++) {
      points.add(1 + random.nextInt(steps));
    }
    for (int commit : commits) {
      for (int step = commit - AROUND_A_COMMIT; step <= commit + AROUND_A_COMMIT; step++) {
        if (step >= 1 && step <= steps) {
          points.add(step);
        }
      }
    }
    return points;
  }
}

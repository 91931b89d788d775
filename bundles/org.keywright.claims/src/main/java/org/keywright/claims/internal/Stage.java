// SPDX-License-Identifier: EPL-2.0
package org.keywright.claims.internal;

import java.util.function.Function;
import org.keywright.claims.spi.ClaimProofs.ClaimProof;
import org.keywright.crypto.Keys;
import org.keywright.crypto.Suites;
import org.keywright.crypto.spi.SuiteProvider;

/** Sets a new scene for each proof; one proof plays at a time, for they share the counted suite. */
final class Stage {
  private final Bench bench;
  private final Suites suites;
  private final Keys keys;
  private final Function<SuiteProvider, Runnable> plug;

  /**
   * Makes a stage.
   *
   * @param plug brings a suite into the program and returns what takes it away again
   */
  Stage(Bench bench, Suites suites, Keys keys, Function<SuiteProvider, Runnable> plug) {
    this.bench = bench;
    this.suites = suites;
    this.keys = keys;
    this.plug = plug;
  }

  /** A proof on a scene. */
  @FunctionalInterface
  interface Play {
    String in(Scene scene) throws Exception;
  }

  ClaimProof proof(String id, String statement, Play play) {
    return new ClaimProof(id, statement, () -> perform(play));
  }

  private synchronized String perform(Play play) throws Exception {
    var counted = new Counted(suites.require(Counted.COUNTED));
    Runnable unplug = plug.apply(counted);
    try (var scene = new Scene(bench, suites, keys, counted)) {
      return play.in(scene);
    } finally {
      unplug.run();
    }
  }
}

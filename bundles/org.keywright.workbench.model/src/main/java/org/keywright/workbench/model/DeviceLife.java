// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The life of a device as a row of stages, as far as the vault knows of it.
 *
 * @param stages in their order
 * @param present where it is, from 0
 */
public record DeviceLife(List<Stage> stages, int present) {
  /** Copies the list. */
  public DeviceLife {
    stages = List.copyOf(stages);
  }

  /**
   * One stage.
   *
   * @param name what it is called
   * @param since when it was come to, if that is known
   * @param last whether there is no way back from it
   */
  public record Stage(String name, Optional<Instant> since, boolean last) {
    private static Stage of(String key, Optional<Instant> since) {
      return new Stage(Texts.text(key), since, false);
    }

    private static Stage end(String key, Optional<Instant> since) {
      return new Stage(Texts.text(key), since, true);
    }
  }

  /** The stage that it is at. */
  public Stage now() {
    return stages.get(present);
  }

  /** Of a second unit, which takes keys. */
  static DeviceLife ofUnit(Optional<Instant> loaded) {
    return at(
        List.of(
            Stage.of("life.blank", Optional.empty()),
            Stage.of("life.installed", Optional.empty()),
            Stage.of("life.loaded", loaded)));
  }

  /** Of a security module, by its certificates. */
  static DeviceLife ofModule(
      Optional<Instant> identified, Optional<Instant> operational, Optional<Instant> dead) {
    return at(
        List.of(
            Stage.of("life.virgin", Optional.empty()),
            Stage.of("life.identified", identified),
            Stage.of("life.operational", operational),
            Stage.end("life.dead", dead)));
  }

  /** Of a removable module or a host at a centre. */
  static DeviceLife ofPaired(
      Instant made, Optional<Instant> promised, Optional<Instant> paired, Optional<Instant> ended) {
    return at(
        List.of(
            Stage.of("life.made", Optional.of(made)),
            Stage.of("life.promised", promised),
            Stage.of("life.paired", paired),
            Stage.end("life.revoked", ended)));
  }

  /** It is at the last stage of which it is known when it was come to, else at the first. */
  private static DeviceLife at(List<Stage> stages) {
    int present =
        IntStream.range(0, stages.size())
            .filter(i -> stages.get(i).since().isPresent())
            .reduce(0, (before, last) -> last);
    return new DeviceLife(stages, present);
  }
}

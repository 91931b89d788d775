// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.keywright.crypto.KeyState;

/** A step in a key's life that a person may ask for. */
public enum LifeStep {
  /** Puts it into use. */
  ACTIVATE(KeyState.ACTIVE),
  /** Withholds it for a time. */
  SUSPEND(KeyState.SUSPENDED),
  /** Takes it out of use. */
  DEACTIVATE(KeyState.DEACTIVATED),
  /** Says that it is or may be in other hands. */
  COMPROMISE(KeyState.COMPROMISED),
  /** Destroys it. */
  DESTROY(KeyState.DESTROYED);

  private final KeyState leadsTo;

  LifeStep(KeyState leadsTo) {
    this.leadsTo = leadsTo;
  }

  /** The steps that a state allows. */
  public static List<LifeStep> from(KeyState state) {
    return Arrays.stream(values()).filter(step -> state.mayBecome(step.leadsTo)).toList();
  }

  /** What its texts' keys begin with. */
  public String texts() {
    return "life." + word();
  }

  private String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether it cannot be taken back. */
  public boolean isForGood() {
    return this == DEACTIVATE || this == COMPROMISE || this == DESTROY;
  }

  /** The act that it is, by its name in the log. */
  public String act() {
    return "key:" + word();
  }

  /** The statement that takes it. */
  public Statement statement(String key, String reason) {
    return Statement.of(act()).argument(key).option("--reason", reason);
  }
}

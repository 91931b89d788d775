// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import java.util.SequencedMap;
import org.keywright.console.CommandScreen;
import org.keywright.crypto.KeyMaterial;

/** Takes what a statement gives out, as {@link CommandScreen#reveal} says. */
@FunctionalInterface
public interface Revealed {
  /** Takes nothing: a statement that has something to give out asks for a file. */
  Revealed NOTHING = (what, given) -> false;

  /** Takes it, and says whether it is given; the secrets stay the caller's. */
  boolean take(String what, SequencedMap<String, KeyMaterial> given);
}

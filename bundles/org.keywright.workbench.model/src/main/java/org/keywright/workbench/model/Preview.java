// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import java.util.List;

/**
 * What would happen.
 *
 * @param what what goes into the modules: the key with label, version, kind and check value, or who
 *     certifies them
 * @param modules how many modules
 * @param targets which ones, in words; the first of them if there are many
 * @param steps what is done with each, in order
 * @param cautions what is to be minded
 */
public record Preview(
    String what, long modules, List<String> targets, List<String> steps, List<String> cautions) {
  /** Copies the lists. */
  public Preview {
    targets = List.copyOf(targets);
    steps = List.copyOf(steps);
    cautions = List.copyOf(cautions);
  }
}

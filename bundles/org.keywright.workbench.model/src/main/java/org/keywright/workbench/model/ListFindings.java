// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import java.util.List;
import java.util.Optional;
import org.keywright.engine.download.DeviceListFault;
import org.keywright.engine.download.DeviceListSummary;

/**
 * What a look through a device list found, for people who are about to use it.
 *
 * @param found what was found
 */
public record ListFindings(DeviceListSummary found) {
  /** How many modules it has, how many are not meant, how many lines have faults. */
  public String summary() {
    String words = Texts.text("list.modules", found.devices());
    if (found.filteredOut() > 0) {
      words += Texts.text("list.filtered", found.filteredOut());
    }
    return found.faultCount() > 0 ? words + Texts.text("list.faults", found.faultCount()) : words;
  }

  /** What keeps one from using it; empty if nothing does. */
  public Optional<String> problem(boolean skipBad) {
    if (found.faultCount() > 0 && !skipBad) {
      DeviceListFault first = found.faults().getFirst();
      return Optional.of(Texts.text("list.correct", first));
    }
    return found.devices() == 0 ? Optional.of(Texts.text("list.empty")) : Optional.empty();
  }

  /** The first faults, each with line, column, and what is wrong. */
  public List<List<String>> faults() {
    return found.faults().stream()
        .map(fault -> List.of(Long.toString(fault.line()), fault.column(), fault.words()))
        .toList();
  }
}

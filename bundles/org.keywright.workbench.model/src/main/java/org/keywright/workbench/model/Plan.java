// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import java.util.List;
import org.keywright.engine.JobException;
import org.keywright.vault.VaultException;

/** Work as it is put together: it says what would happen, and with which statements. */
public interface Plan {
  /** The statements that do it, one after the other; a later one is left when one before fails. */
  List<Statement> statements();

  /**
   * Works out what would happen, without starting anything.
   *
   * @throws JobException if a device list cannot be read, or has faults that are not to be left out
   */
  Preview preview(Desk desk) throws VaultException, JobException;
}

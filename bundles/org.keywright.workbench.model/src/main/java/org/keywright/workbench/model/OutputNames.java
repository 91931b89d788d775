// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import java.util.Optional;
import java.util.function.Function;
import org.keywright.transport.sim.Simulator;
import org.keywright.vault.Devices;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultException;

/**
 * Finds what names in a command's output stand for, among what is there. Each look is by key, so
 * that a page of output is looked through at once; not for the window's thread all the same.
 *
 * @param vault whose books, if one is open
 * @param simulator whose units
 */
public record OutputNames(Optional<Vault> vault, Simulator simulator)
    implements Function<Subject, Optional<Subject>> {
  private static final String SIMULATED = "sim:";

  /** As a desk has it now. */
  public static OutputNames of(Desk desk) {
    return new OutputNames(desk.vault(), desk.engines().simulator());
  }

  /** What a name leads to: of an endpoint the device that is there, if the vault knows it. */
  @Override
  public Optional<Subject> apply(Subject named) {
    try {
      return switch (named.kind()) {
        case KEY_SET -> vault.isPresent() ? keySet(vault.get(), named) : Optional.empty();
        case JOB -> vault.isPresent() ? job(vault.get(), named) : Optional.empty();
        case DEVICE -> device(named.name());
        case LINK -> link(named);
        case PLUGIN, REQUEST, PARTY, CERTIFICATES, LOG -> Optional.empty();
      };
    } catch (VaultException e) {
      return Optional.empty(); // it is output all the same, without a link
    }
  }

  private static Optional<Subject> keySet(Vault vault, Subject named) throws VaultException {
    return vault.keySets().find(named.name()).map(set -> named);
  }

  private static Optional<Subject> job(Vault vault, Subject named) throws VaultException {
    return vault.jobs().find(Long.parseLong(named.name())).map(job -> named);
  }

  private Optional<Subject> device(String serial) throws VaultException {
    return vault.isEmpty()
        ? Optional.empty()
        : vault
            .get()
            .devices()
            .find(serial)
            .map(Devices.Device::serial)
            .map(known -> new Subject(Subject.Kind.DEVICE, known));
  }

  /** A simulated unit, or what follows the last slash, as far as it is a serial number. */
  private Optional<Subject> link(Subject named) throws VaultException {
    String name = named.name();
    if (name.startsWith(SIMULATED)) {
      var unit = simulator.find(name.substring(SIMULATED.length()));
      return unit.isEmpty()
          ? Optional.empty()
          : device(unit.get().serialNumber().toString()).or(() -> Optional.of(named));
    }
    return device(name.substring(name.lastIndexOf('/') + 1));
  }
}

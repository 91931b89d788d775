// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import java.util.List;
import java.util.Optional;
import org.keywright.vault.Devices;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultException;

/**
 * The devices of the open vault that have a text in serial number, key set or endpoint, by serial
 * number; none without a vault.
 *
 * @param desk whose vault
 * @param text empty for all
 */
public record DeviceRows(Desk desk, String text) implements PagedRows.Source<Devices.Device> {
  @Override
  public PagedRows.Pages<Devices.Device> pages(int size) throws VaultException {
    Optional<Vault> vault = desk.vault();
    return vault.isEmpty()
        ? new None()
        : new Listed(vault.get().devices(), text, size, vault.get().devices().pages(text, size));
  }

  private record None() implements PagedRows.Pages<Devices.Device> {
    @Override
    public long count() {
      return 0;
    }

    @Override
    public List<Devices.Device> page(int number) {
      return List.of();
    }
  }

  private record Listed(Devices devices, String text, int size, Devices.Pages pages)
      implements PagedRows.Pages<Devices.Device> {
    @Override
    public long count() {
      return pages.count();
    }

    @Override
    public List<Devices.Device> page(int number) throws VaultException {
      return number < pages.firsts().size()
          ? devices.from(text, pages.firsts().get(number), size)
          : List.of();
    }
  }
}

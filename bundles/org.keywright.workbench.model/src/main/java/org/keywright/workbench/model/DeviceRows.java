// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import java.util.List;
import java.util.Optional;
import org.keywright.vault.Devices;
import org.keywright.vault.Sorting;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultException;

/**
 * Devices of the open vault; none without a vault.
 *
 * @param desk whose vault
 * @param find a text in serial number, key set or endpoint; empty for all
 * @param sorting their order
 */
public record DeviceRows(Desk desk, String find, Sorting<Devices.Column> sorting)
    implements PagedRows.Source<Devices.Device> {
  @Override
  public PagedRows.Pages<Devices.Device> pages(int size) throws VaultException {
    Optional<Vault> vault = desk.vault();
    if (vault.isEmpty()) {
      return new None();
    }
    Devices devices = vault.get().devices();
    return new Listed(this, devices, size, devices.pages(find, sorting, size));
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

  private record Listed(DeviceRows rows, Devices devices, int size, Devices.Pages pages)
      implements PagedRows.Pages<Devices.Device> {
    @Override
    public long count() {
      return pages.count();
    }

    @Override
    public List<Devices.Device> page(int number) throws VaultException {
      return number < pages.firsts().size()
          ? devices.from(rows.find(), rows.sorting(), pages.firsts().get(number), size)
          : List.of();
    }
  }
}

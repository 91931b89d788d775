// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import java.util.List;
import java.util.Optional;
import org.keywright.vault.Devices;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultException;

/**
 * Devices of the open vault; none without a vault.
 *
 * @param desk whose vault
 * @param listing which of them, and in which order
 */
public record DeviceRows(Desk desk, DeviceListing listing)
    implements PagedRows.Source<Devices.Device> {
  @Override
  public PagedRows.Pages<Devices.Device> pages(int size) throws VaultException {
    Optional<Vault> vault = desk.vault();
    if (vault.isEmpty()) {
      return new None();
    }
    Devices devices = vault.get().devices();
    return new Listed(
        devices, listing, size, devices.pages(listing.find(), listing.sorting(), size));
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

  private record Listed(Devices devices, DeviceListing listing, int size, Devices.Pages pages)
      implements PagedRows.Pages<Devices.Device> {
    @Override
    public long count() {
      return pages.count();
    }

    @Override
    public List<Devices.Device> page(int number) throws VaultException {
      return number < pages.firsts().size()
          ? devices.from(listing.find(), listing.sorting(), pages.firsts().get(number), size)
          : List.of();
    }
  }
}

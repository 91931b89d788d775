// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.keywright.vault.VaultAddress;

/**
 * The vaults that were opened last, the newest first.
 *
 * @param addresses their files, and addresses of databases; without passwords
 */
public record RecentVaults(List<VaultAddress> addresses) {
  private static final int MOST = 10;

  /** Copies the list. */
  public RecentVaults {
    addresses = List.copyOf(addresses);
  }

  /** Reads what {@link #text} wrote; a line that is no address is left out. */
  public static RecentVaults parse(String text) {
    return new RecentVaults(
        text.lines().filter(line -> !line.isBlank()).flatMap(RecentVaults::address).toList());
  }

  private static Stream<VaultAddress> address(String line) {
    try {
      return Stream.of(VaultAddress.parse(line));
    } catch (IllegalArgumentException e) {
      return Stream.empty();
    }
  }

  /** The same with a vault that was opened now; what is no address is left out. */
  public RecentVaults opened(String address) {
    return new RecentVaults(
        Stream.concat(
                address(address),
                addresses.stream().filter(other -> address(address).noneMatch(other::equals)))
            .limit(MOST)
            .toList());
  }

  /** The same without a vault. */
  public RecentVaults without(VaultAddress address) {
    return new RecentVaults(addresses.stream().filter(other -> !other.equals(address)).toList());
  }

  /** The one that was opened last. */
  public Optional<String> newest() {
    return addresses.stream().map(VaultAddress::text).findFirst();
  }

  /** Whether a vault can be there still: its file is, or it is on a server. */
  public static boolean there(VaultAddress address) {
    return address.file().map(Files::exists).orElse(true);
  }

  /** Where a vault is, beside its name: the folder of its file, or the server. */
  public static String place(VaultAddress address) {
    return address.file().map(file -> String.valueOf(file.getParent())).orElseGet(address::text);
  }

  /** A line for each. */
  public String text() {
    return String.join("\n", addresses.stream().map(VaultAddress::text).toList());
  }
}

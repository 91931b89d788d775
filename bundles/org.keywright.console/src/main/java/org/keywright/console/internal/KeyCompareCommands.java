// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.util.TreeMap;
import org.keywright.console.internal.Comparison.Held;
import org.keywright.console.spi.Argument;
import org.keywright.console.spi.Command;
import org.keywright.console.spi.CommandGroup;
import org.keywright.console.spi.CommandScope;
import org.keywright.console.spi.Option;
import org.keywright.protocol.Application;
import org.keywright.protocol.download.FirstUnitKey;
import org.keywright.transport.ApduChannel;
import org.keywright.transport.Endpoint;
import org.keywright.transport.LinkException;
import org.keywright.transport.ModuleException;
import org.keywright.transport.StatusException;
import org.keywright.transport.Transports;
import org.keywright.vault.VaultException;
import org.keywright.vault.Vaults;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** A key set held against what a device lists. */
@Component
@CommandScope(
    scope = "key",
    commands = {"compare"})
public final class KeyCompareCommands implements CommandGroup {
  private final Vaults vaults;
  private final Transports transports;

  /** Called by the framework. */
  @Activate
  public KeyCompareCommands(@Reference Vaults vaults, @Reference Transports transports) {
    this.vaults = vaults;
    this.transports = transports;
  }

  /** Compares with a device. */
  @Command(
      value =
          "Compares a key set with the keys that a first unit lists, by check value and version.",
      example = "key:compare sim:as --keyset north")
  public Comparison compare(
      @Argument(value = "ENDPOINT", description = "the first unit", values = "endpoint")
          Endpoint endpoint,
      @Option(value = "--keyset", argument = "NAME", description = "which", values = "keyset")
          String keySet,
      @Option(value = "--all", description = "shows the same ones too") boolean all)
      throws VaultException, LinkException, ModuleException {
    var own = Comparison.keySet(vaults.require(), keySet);
    var listed = new TreeMap<String, Held>();
    try (var link = transports.open(endpoint)) {
      var channel = new ApduChannel(link);
      var selected = channel.send(Application.AS.select());
      if (!selected.status().ok()) {
        throw new StatusException("SELECT AS on " + endpoint, selected.status());
      }
      for (FirstUnitKey key : LinkCommands.keys(channel, endpoint)) {
        listed.put("%5d".formatted(key.ref1()), Comparison.Held.of(key));
      }
    }
    return Comparison.of("key set " + keySet, own, endpoint.toString(), listed, all);
  }
}

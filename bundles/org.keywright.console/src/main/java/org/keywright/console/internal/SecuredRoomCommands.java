// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.keywright.console.spi.Argument;
import org.keywright.console.spi.Command;
import org.keywright.console.spi.CommandException;
import org.keywright.console.spi.CommandGroup;
import org.keywright.console.spi.CommandScope;
import org.keywright.console.spi.Console;
import org.keywright.console.spi.Option;
import org.keywright.console.spi.Outcome;
import org.keywright.console.spi.UsageException;
import org.keywright.crypto.Kcv;
import org.keywright.crypto.KeyException;
import org.keywright.engine.download.Downloads;
import org.keywright.protocol.SerialNumber;
import org.keywright.protocol.SetId;
import org.keywright.protocol.download.PlaceKind;
import org.keywright.transport.Endpoint;
import org.keywright.transport.LinkException;
import org.keywright.transport.ModuleException;
import org.keywright.vault.KeySet;
import org.keywright.vault.VaultException;
import org.keywright.vault.Vaults;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What is done in a secured room, for it carries clear keys: making units ready for the field. */
@Component
@CommandScope(
    scope = "download",
    commands = {"provision", "install"})
public final class SecuredRoomCommands implements CommandGroup {
  private static final int MOST_PLACES = 255;

  private final Downloads downloads;
  private final Vaults vaults;

  /** Called by the framework. */
  @Activate
  public SecuredRoomCommands(@Reference Downloads downloads, @Reference Vaults vaults) {
    this.downloads = downloads;
    this.vaults = vaults;
  }

  record Provisioned(Endpoint endpoint, List<LinkCommands.Held> keys) implements Outcome {
    @Override
    public String sentence() {
      return endpoint + " holds these keys now:";
    }
  }

  record Installed(
      Endpoint endpoint,
      SerialNumber serial,
      String keySet,
      SetId setId,
      int transportKeyVersion,
      Kcv transportKcv,
      int places)
      implements Outcome {
    @Override
    public String sentence() {
      return "%s is %s of key set %s: transport key version %d, KCV %s, %s"
          .formatted(
              endpoint,
              serial,
              keySet,
              transportKeyVersion,
              transportKcv,
              places == 1 ? "1 place" : places + " places");
    }
  }

  /** Loads a first unit. */
  @Command(
      value = "Loads a first unit, such as a card, with a key set, over a link in a secured room.",
      example = "download:provision sim:as --keyset north --keys 1,2")
  public Provisioned provision(
      @Argument(value = "ENDPOINT", description = "where the first unit is", values = "endpoint")
          Endpoint endpoint,
      @Option(value = "--keyset", argument = "NAME", description = "the key set", values = "keyset")
          String keySet,
      @Option(
              value = "--keys",
              argument = "REF,REF",
              description = "which keys; otherwise all that may leave")
          Optional<String> keys,
      Console console)
      throws LinkException, ModuleException, KeyException, VaultException, UsageException {
    var refs = new ArrayList<Integer>();
    for (String ref : keys.map(k -> k.split(",", -1)).orElse(new String[0])) {
      refs.add((Integer) Coercion.convert("--keys", Integer.class, ref.strip()));
    }
    var held = downloads.loadFirstUnit(console.actor(), endpoint, keySet, refs);
    return new Provisioned(endpoint, held.stream().map(LinkCommands::held).toList());
  }

  /** Installs a blank module. */
  @Command(
      value =
          "Gives a blank module its serial number, places and key set, over a link in a secured"
              + " room.",
      example = "download:install sim:ei --keyset north --serial FTN-0251-1 --places 4")
  public Installed install(
      @Argument(value = "ENDPOINT", description = "where the module is", values = "endpoint")
          Endpoint endpoint,
      @Option(
              value = "--keyset",
              argument = "NAME",
              description = "whose transport key it gets",
              values = "keyset")
          String keySet,
      @Option(
              value = "--serial",
              argument = "SERIAL",
              description = "its serial number, by which it is told from all others for good")
          SerialNumber serial,
      @Option(
              value = "--places",
              argument = "N",
              description = "how many places for keys it shall have, numbered from 1",
              otherwise = "8")
          int places,
      Console console)
      throws LinkException, ModuleException, KeyException, VaultException, CommandException {
    if (places < 1 || places > MOST_PLACES) {
      throw new CommandException("--places is from 1 to " + MOST_PLACES);
    }
    KeySet set = vaults.require().keySets().require(keySet);
    downloads.installUnit(
        console.actor(),
        endpoint,
        serial,
        keySet,
        IntStream.rangeClosed(1, places).mapToObj(PlaceKind::any).toList());
    return new Installed(
        endpoint,
        serial,
        keySet,
        new SetId(set.setId()),
        set.transportKeyVersion(),
        set.transportKcv(),
        places);
  }
}

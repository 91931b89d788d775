// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.tests;

import java.util.List;
import java.util.Map;
import org.keywright.transport.Atr;
import org.keywright.transport.Endpoint;
import org.keywright.transport.Link;
import org.keywright.transport.spi.TransportProvider;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;

/** A vendor's plug-in: a transport whose modules answer 9000 to everything. */
public final class AcmePlugin implements BundleActivator {
  @Override
  public void start(BundleContext context) {
    context.registerService(
        TransportProvider.class,
        new Yes(),
        FrameworkUtil.asDictionary(Map.of("keywright.transport.scheme", "acme")));
  }

  @Override
  public void stop(BundleContext context) {
    // the framework takes the service away
  }

  /** The transport and its only link. */
  public static final class Yes implements TransportProvider, Link {
    @Override
    public List<Endpoint> endpoints() {
      return List.of();
    }

    @Override
    public Link open(Endpoint endpoint) {
      return this;
    }

    @Override
    public Atr atr() {
      return Atr.of(new byte[] {0x3B, 0x00});
    }

    @Override
    public byte[] transceive(byte[] command) {
      return new byte[] {(byte) 0x90, 0x00};
    }

    @Override
    public void close() {
      // nothing is held
    }
  }
}

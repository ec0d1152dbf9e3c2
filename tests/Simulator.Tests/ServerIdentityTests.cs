using Wasilo.Simulator.Pki;
using Wasilo.WhatsApp.Noise;
using Wasilo.WhatsApp.Randomness;

namespace Wasilo.Simulator.Tests;

public sealed class ServerIdentityTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_chain_passes_every_check_of_a_client_that_trusts_the_root()
    {
        var identity = ServerIdentity.Create(SystemRandomSource.Instance, Now);

        Should.NotThrow(() => CertificateChain.Verify(identity.CertificateChain, identity.Key.PublicKey, identity.Root, Now));
    }

    [Fact]
    public void A_seed_always_gives_the_same_root_and_server_key()
    {
        var first = ServerIdentity.Create(new SeededRandomSource(7), Now);
        var second = ServerIdentity.Create(new SeededRandomSource(7), Now.AddDays(1));

        second.Root.ShouldBe(first.Root);
        second.Key.PublicKey.ShouldBe(first.Key.PublicKey);
        ServerIdentity.Create(new SeededRandomSource(8), Now).Root.ShouldNotBe(first.Root);
    }

    [Fact]
    public async Task A_servers_root_follows_from_its_seed()
    {
        await using var first = await SimulatorServer.StartAsync(new SimulatorOptions { Seed = 7 });
        await using var second = await SimulatorServer.StartAsync(new SimulatorOptions { Seed = 7 });
        await using var other = await SimulatorServer.StartAsync();

        second.Root.ShouldBe(first.Root);
        other.Root.ShouldNotBe(first.Root);
    }
}

using Wasilo.Simulator.Errors;
using Wasilo.WhatsApp.Binary;

namespace Wasilo.Simulator.Tests;

public sealed class StateFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TestDevice _device = new();

    private SimulatorOptions Options => new() { StateFile = Path.Combine(_folder.FullPath, "state.json"), Tls = true };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_device_logs_in_after_a_restart_under_the_same_root_and_certificate()
    {
        WhatsApp.Crypto.PublicKey root;
        byte[] certificate;
        await using (var server = await SimulatorServer.StartAsync(Options))
        {
            (root, certificate) = (server.Root, server.TlsCertificate!.RawData);
            await server.LinkAsync(server.Phones.Create("15550000001", "Alice", platform: "iphone"), _device);
        }

        await using var again = await SimulatorServer.StartAsync(Options);
        again.Root.ShouldBe(root);
        again.TlsCertificate!.RawData.ShouldBe(certificate);
        var phone = again.Phones.Get("15550000001");
        phone.Name.ShouldBe("Alice");
        phone.Platform.ShouldBe("iphone");
        await using var client = await again.LoginAsync(phone.Devices.ShouldHaveSingleItem(), _device);
        (await again.LinkAsync(phone, new TestDevice())).Number.ShouldBe(2);
    }

    [Fact]
    public async Task A_change_is_saved_while_the_server_runs()
    {
        await using var server = await SimulatorServer.StartAsync(Options);
        server.Phones.Create("15550000001");

        await Eventually.TrueAsync(() => File.ReadAllText(Options.StateFile!).Contains("15550000001", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Groups_outlive_a_restart_with_all_that_they_are_set_to()
    {
        Node before;
        await using (var server = await SimulatorServer.StartAsync(Options))
        {
            server.Phones.Create("15550000002");
            await using var alice = await Chatter.JoinAsync(server, server.Phones.Create("15550000001"), _device);
            var group = (await alice.AskGroupsAsync("set", new Node("create", [("subject", "Friends")],
                new Node("participant", [("jid", Jid.Parse("15550000002@s.whatsapp.net"))])))).Child("group")!;
            var jid = new Jid(group["id"]!, JidServer.Group);
            await alice.AskGroupAsync(jid, "set", new Node("description", [("id", "d1")], new Node("body", content: "About us")));
            await alice.AskGroupAsync(jid, "set", new Node("announcement"));
            before = await ParticipatingAsync(alice);
        }

        await using var again = await SimulatorServer.StartAsync(Options);
        await using var returned = await Chatter.ReturnAsync(again, again.Phones.Get("15550000001").Devices[0], _device);
        (await ParticipatingAsync(returned)).ShouldBe(before);
    }

    private static async Task<Node> ParticipatingAsync(Chatter chatter) =>
        (await chatter.AskGroupsAsync("get", new Node("participating"))).Child("groups")!.Children.ShouldHaveSingleItem();

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("null")]
    public async Task A_damaged_file_is_an_error_and_stays_as_it_is(string content)
    {
        await File.WriteAllTextAsync(Options.StateFile!, content);

        (await Record.ExceptionAsync(async () => await SimulatorServer.StartAsync(Options))).ShouldBeOfType<InvalidStateFileException>();
        (await File.ReadAllTextAsync(Options.StateFile!)).ShouldBe(content);
    }

    [Fact]
    public async Task A_single_changed_character_is_noticed()
    {
        await using (var server = await SimulatorServer.StartAsync(Options))
            server.Phones.Create("15550000001");
        var text = await File.ReadAllTextAsync(Options.StateFile!);
        await File.WriteAllTextAsync(Options.StateFile!, text.Replace("15550000001", "15550000002", StringComparison.Ordinal));

        (await Record.ExceptionAsync(async () => await SimulatorServer.StartAsync(Options))).ShouldBeOfType<InvalidStateFileException>();
    }
}

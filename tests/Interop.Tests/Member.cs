using Wasilo.Simulator;
using Wasilo.Simulator.Phones;
using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Client;
using Wasilo.WhatsApp.Events;
using Wasilo.WhatsApp.Messages;
using Wasilo.WhatsApp.Messaging;
using Wasilo.WhatsApp.Storage;

namespace Wasilo.Interop.Tests;

/// <summary>A phone of the Simulator with an engine client linked to it that is connected.</summary>
internal sealed class Member : IAsyncDisposable
{
    private readonly SimulatorServer _server;

    private Member(SimulatorServer server, Phone phone) => (_server, Phone) = (server, phone);

    internal Phone Phone { get; }

    internal InMemoryStore Store { get; } = new();

    internal EngineClient Engine { get; private set; } = null!;

    internal Device Device { get; private set; } = null!;

    internal WhatsAppClient Client => Engine.Client;

    internal Messenger Messages => Client.Messages;

    /// <summary>The account by phone number.</summary>
    internal Jid Number => Device.Jid.ToAccount();

    /// <summary>The account by hidden id.</summary>
    internal Jid Lid => Device.Lid.ToAccount();

    internal static Task<Member> StartAsync(SimulatorServer server, string number, string name) =>
        LinkAsync(server, server.Phones.Create(number, name));

    /// <summary>One more device of an account.</summary>
    internal static async Task<Member> LinkAsync(SimulatorServer server, Phone phone)
    {
        var member = new Member(server, phone);
        member.Engine = await EngineClient.StartAsync(server, member.Store);
        string qr = (await member.NextAsync<QrIssued>()).Text;
        member.Device = await server.ScanAsync(phone, qr);
        await member.Engine.ConnectedAsync();
        return member;
    }

    internal Task<T> NextAsync<T>(Func<T, bool>? isIt = null)
        where T : ClientEvent => Engine.NextAsync(isIt);

    /// <summary>Goes away.</summary>
    internal async Task LeaveAsync()
    {
        await Engine.DisposeAsync();
        await Eventually.TrueAsync(() => !_server.IsOnline(Device));
    }

    /// <summary>Comes back, as after a restart of its process. What the server kept may arrive before it is connected.</summary>
    internal async Task ReturnAsync()
    {
        Engine = await EngineClient.StartAsync(_server, Store);
        await Eventually.TrueAsync(() => Client.State == ConnectionState.Connected);
    }

    /// <summary>Deletes the session with a device of someone, as after a loss of data; while it is away.</summary>
    internal async Task LoseSessionAsync(Member other) =>
        await Store.CommitAsync(new StoreDelta { Sessions = [(SignalAddress.Of(other.Device.Lid), null)] }, Store.TakeOver(), default);

    /// <summary>Deletes someone's sender key, as after a loss of data; while it is away.</summary>
    internal async Task LoseSenderKeyAsync(Jid group, Member other)
    {
        var delta = new StoreDelta { SenderKeys = [(group, SignalAddress.Of(other.Device.Lid), null)] };
        await Store.CommitAsync(delta, Store.TakeOver(), default);
    }

    public ValueTask DisposeAsync() => Engine.DisposeAsync();
}

/// <summary>What messages say.</summary>
internal static class MessageTexts
{
    internal static string Text(this MessageReceived received) => received.Content.ShouldBeOfType<TextContent>().Text;
}

using Wasilo.Grains.Abstractions.Messages;
using Wasilo.Grains.Sessions.Messages;

namespace Wasilo.Grains.Sessions;

/// <summary>What the session writes and has received.</summary>
internal sealed partial class SessionGrain
{
    private readonly MessageDesk _messages = new(services.Messages);
    private readonly SendDesk _sends = new(services.Messages, services.Engines, services.Limits, services.Time);

    public async Task<SendAnswer?> Send(MessageRequest request) => Find() is { } actor
        ? await _sends.SendAsync(actor, await _me.GetAsync(actor.Record.Id, actor.State), request)
        : null;

    public async Task<SendAnswer?> Show(ChatAction action) => Find() is { } actor ? await _sends.ShowAsync(actor, action) : null;

    public async Task<string?> FindMessage(string chat, string id) =>
        Find() is { } actor ? await _messages.FindAsync(actor.Record.Id, chat, id) : null;

    public async Task<string[]?> ListChats(int limit, int offset) =>
        Find() is { } actor ? await _messages.ListChatsAsync(actor.Record.Id, limit, offset) : null;

    public async Task<string[]?> ListMessages(string? chat, int limit, int offset) =>
        Find() is { } actor ? await _messages.ListMessagesAsync(actor.Record.Id, chat, limit, offset) : null;
}

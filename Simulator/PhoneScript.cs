using Wasilo.Simulator.Errors;
using Wasilo.Simulator.Phones;
using Wasilo.Simulator.Primary;
using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Messages;

namespace Wasilo.Simulator;

/// <summary>What a phone itself does: its user writes, reads, types, calls. <see cref="SimulatorServer.Script"/> gives one.</summary>
/// <remarks>Everything goes the way of clients' messages: encrypted for each device, through the server, with receipts.</remarks>
/// <example>
/// <code>
/// var bob = server.Script(server.Phones.Create("15550000002", "Bob"));
/// await bob.SendTextAsync(alice.Jid, "Hello");
/// var answer = bob.Messages.First(message => !message.FromMe);
/// </code>
/// </example>
public sealed class PhoneScript
{
    private readonly PrimaryDevice _primary;

    internal PhoneScript(PrimaryDevice primary) => _primary = primary;

    /// <summary>Whose doing it is.</summary>
    public Phone Phone => _primary.Phone;

    /// <summary>What the phone has sent and received, decrypted, the oldest first.</summary>
    /// <remarks>It remembers the latest: <see cref="SimulatorOptions.PhoneMessages"/>.</remarks>
    public IReadOnlyList<PhoneMessage> Messages => [.. _primary.Log.All.Select(message => PhoneMessage.Of(message, _primary))];

    /// <summary>The latest receipts of what the account has sent, the oldest first.</summary>
    public IReadOnlyList<PhoneReceipt> Receipts => _primary.News.Receipts;

    /// <summary>What others have said lately about calls, the oldest first.</summary>
    public IReadOnlyList<PhoneCall> Calls => _primary.News.Calls;

    /// <summary>Whether it answers every text of a direct chat with the same text.</summary>
    public bool Echoes
    {
        get => _primary.Echoes;
        set => _primary.Echoes = value;
    }

    /// <summary>Whether it says of messages that they have arrived. It asks again for those that it can't read in any case.</summary>
    public bool SendsReceipts
    {
        get => _primary.SendsReceipts;
        set => _primary.SendsReceipts = value;
    }

    /// <summary>Sends a text.</summary>
    /// <inheritdoc cref="SendAsync"/>
    public Task<PhoneMessage> SendTextAsync(Jid to, string text) => SendAsync(to, new TextContent(text));

    /// <summary>Sends a message to a user, by number or by hidden id, or to a group.</summary>
    /// <returns>The message as the phone remembers it.</returns>
    /// <exception cref="UnknownPhoneException">There is no such user.</exception>
    /// <exception cref="UnknownGroupException">There is no such group.</exception>
    /// <exception cref="MessageRefusedException">The server didn't take it.</exception>
    public Task<PhoneMessage> SendAsync(Jid to, MessageContent content, string? id = null)
    {
        ArgumentNullException.ThrowIfNull(to);
        ArgumentNullException.ThrowIfNull(content);
        return WriteAsync(to, content, id, audience: null);
    }

    /// <summary>Sends a status update.</summary>
    /// <param name="content">What it says.</param>
    /// <param name="audience">Who sees it.</param>
    public Task<PhoneMessage> SendStatusAsync(MessageContent content, params IReadOnlyList<Phone> audience)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(audience);
        return WriteAsync(Jid.Status, content, null, audience);
    }

    /// <summary>Puts an emoji on a message; an empty one takes it away.</summary>
    /// <exception cref="UnknownMessageException">The phone doesn't remember the message.</exception>
    public Task<PhoneMessage> ReactAsync(string messageId, string emoji) =>
        AboutAsync(messageId, message => new ReactionContent(message.Reference, emoji));

    /// <summary>Changes the text of one of its own messages.</summary>
    /// <inheritdoc cref="ReactAsync"/>
    public Task<PhoneMessage> EditAsync(string messageId, string text) =>
        AboutAsync(messageId, message => new EditContent(message.Reference, new TextContent(text)));

    /// <summary>Deletes a message for everyone.</summary>
    /// <inheritdoc cref="ReactAsync"/>
    public Task<PhoneMessage> RevokeAsync(string messageId) =>
        AboutAsync(messageId, static message => new RevokeContent(message.Reference));

    /// <summary>Votes in a poll; no option takes the vote back.</summary>
    /// <inheritdoc cref="ReactAsync"/>
    /// <exception cref="InvalidActionException">The message is no poll.</exception>
    public Task<PhoneMessage> VoteAsync(string messageId, params IReadOnlyList<string> options) => AboutAsync(messageId, message =>
        message is { Content: PollContent, Secret.Length: MessageSecret.Length }
            ? PollVotes.Seal(
                message.Reference, message.SecretOf(_primary), Phone.In(message.Sender.Kind == JidKind.Lid), options, _primary.Random)
            : throw new InvalidActionException($"'{messageId}' is no poll."));

    /// <summary>Answers a message with a text that quotes it.</summary>
    /// <inheritdoc cref="ReactAsync"/>
    public Task<PhoneMessage> ReplyAsync(string messageId, string text) => AboutAsync(messageId, message => new TextContent(text)
    {
        Context = new MessageContext { Quoted = message.Quoted },
    });

    /// <summary>Says that messages were read: all of them of one chat, and in groups of one sender.</summary>
    /// <inheritdoc cref="ReactAsync"/>
    public void Read(params IReadOnlyList<string> messageIds) => PhoneSignals.Read(_primary, messageIds);

    /// <summary>Shows that its user types.</summary>
    public void Type(Jid to, TypingState state = TypingState.Composing)
    {
        ArgumentNullException.ThrowIfNull(to);
        PhoneSignals.Type(_primary, to, state);
    }

    /// <summary>Says whether its user is looking.</summary>
    public void SetAvailable(bool available) =>
        Phone.Attendance.Set(_primary.Self.Number, available, _primary.Server.Time.GetUtcNow());

    /// <summary>Rings at all devices of a user. Returns the call's id.</summary>
    /// <exception cref="UnknownPhoneException">There is no such user.</exception>
    public string Call(Jid to, bool video = false)
    {
        ArgumentNullException.ThrowIfNull(to);
        return PhoneSignals.Call(_primary, to, video);
    }

    /// <summary>Ends a call that rings.</summary>
    public void HangUp(Jid to, string callId)
    {
        ArgumentNullException.ThrowIfNull(to);
        ArgumentNullException.ThrowIfNull(callId);
        PhoneSignals.HangUp(_primary, to, callId);
    }

    /// <summary>Makes a group, with the phone as its owner.</summary>
    /// <exception cref="GroupActionRefusedException">The server refused it.</exception>
    public Jid CreateGroup(string subject, params IReadOnlyList<Phone> members)
    {
        ArgumentNullException.ThrowIfNull(subject);
        ArgumentNullException.ThrowIfNull(members);
        return PhoneGroupActions.Create(_primary, subject, members);
    }

    /// <summary>Adds, removes, promotes or demotes members of a group.</summary>
    /// <inheritdoc cref="CreateGroup"/>
    public void ChangeMembers(Jid group, MemberChange change, params IReadOnlyList<Phone> members)
    {
        ArgumentNullException.ThrowIfNull(group);
        ArgumentNullException.ThrowIfNull(members);
        PhoneGroupActions.Change(_primary, group, change, members);
    }

    /// <summary>Gives a group another subject.</summary>
    /// <inheritdoc cref="CreateGroup"/>
    public void SetSubject(Jid group, string subject)
    {
        ArgumentNullException.ThrowIfNull(group);
        ArgumentNullException.ThrowIfNull(subject);
        PhoneGroupActions.SetSubject(_primary, group, subject);
    }

    /// <summary>Leaves a group.</summary>
    /// <inheritdoc cref="CreateGroup"/>
    public void Leave(Jid group)
    {
        ArgumentNullException.ThrowIfNull(group);
        PhoneGroupActions.Leave(_primary, group);
    }

    /// <summary>Sends texts at a rate until there are enough. Returns how many were sent.</summary>
    /// <param name="to">To whom.</param>
    /// <param name="text">What; each gets its number behind it.</param>
    /// <param name="perSecond">How many a second.</param>
    /// <param name="count">How many all together.</param>
    /// <param name="cancellationToken">Ends it earlier.</param>
    public Task<int> SendAtRateAsync(Jid to, string text, int perSecond, int count, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(to);
        ArgumentNullException.ThrowIfNull(text);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(perSecond);
        return PhoneLoad.SendAsync(this, _primary.Server.Time, to, text, perSecond, count, cancellationToken);
    }

    /// <summary>Sends a linked device the app state's key, and what the phone remembers as its history.</summary>
    /// <remarks>Devices that were linked by pairing get both by themselves, after their first login.</remarks>
    public Task ShareAsync(Device device)
    {
        ArgumentNullException.ThrowIfNull(device);
        return _primary.RunAsync(async () =>
        {
            await Welcome.SendAsync(_primary, device);
            return true;
        });
    }

    /// <summary>Forgets the sessions with all devices of an account, and so can't read what comes in them any more.</summary>
    public Task ForgetSessionsAsync(Phone with)
    {
        ArgumentNullException.ThrowIfNull(with);
        return _primary.RunAsync(() => _primary.Sessions.ForgetAsync(with));
    }

    private Task<PhoneMessage> WriteAsync(Jid to, MessageContent content, string? id, IReadOnlyList<Phone>? audience) =>
        _primary.RunAsync(async () => PhoneMessage.Of(
            await _primary.Outbox.SendAsync(to, _primary.Writer.Write(content), id, audience), _primary));

    private Task<PhoneMessage> AboutAsync(string messageId, Func<LoggedMessage, MessageContent> content)
    {
        ArgumentNullException.ThrowIfNull(messageId);
        var message = PhoneSignals.Find(_primary, messageId);
        return WriteAsync(message.Chat, content(message), null, null);
    }
}

/// <summary>What others see in a chat while someone writes.</summary>
public enum TypingState
{
    /// <summary>They type.</summary>
    Composing,

    /// <summary>They record sound.</summary>
    Recording,

    /// <summary>They have stopped.</summary>
    Paused,
}

/// <summary>What is done with members of a group.</summary>
public enum MemberChange
{
    /// <summary>They become members.</summary>
    Add,

    /// <summary>They are members no longer.</summary>
    Remove,

    /// <summary>They become admins.</summary>
    Promote,

    /// <summary>They are admins no longer.</summary>
    Demote,
}

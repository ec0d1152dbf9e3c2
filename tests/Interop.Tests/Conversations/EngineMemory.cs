using System.Collections.Concurrent;
using System.Collections.Immutable;
using Wasilo.Simulator.Phones;
using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Events;
using Wasilo.WhatsApp.Messages;
using Wasilo.WhatsApp.Messaging;

namespace Wasilo.Interop.Tests.Conversations;

/// <summary>The messages that an application of the engine keeps, to answer them and read what is said about them.</summary>
internal sealed class EngineMemory
{
    private readonly ConcurrentDictionary<string, Kept> _kept = new();

    public Kept Get(string id) =>
        _kept.TryGetValue(id, out var kept) ? kept : throw new KeyNotFoundException($"There is no message {id} here.");

    public void Add(SentMessage sent, MessageContent content, Device own)
    {
        bool isGroup = sent.Chat.Kind == JidKind.Group;
        ImmutableArray<Jid> authors = [own.Jid.ToAccount(), own.Lid.ToAccount()];
        var sender = isGroup || sent.Chat.Kind == JidKind.Lid ? authors[1] : authors[0];
        Add(sent.Id, new(new MessageReference(sent.Chat, sent.Id, true, isGroup ? sender : null), sender, authors, sent.Bytes, sent.Secret)
        {
            Options = OptionsOf(content),
        });
    }

    public void Add(MessageReceived received, Device own)
    {
        var source = received.Source;
        var sender = source.Sender.ToAccount();
        ImmutableArray<Jid> authors = source.IsFromMe
            ? [own.Jid.ToAccount(), own.Lid.ToAccount()]
            : source.SenderAlternative is { } other ? [sender, other.ToAccount()] : [sender];
        var reference = new MessageReference(source.Chat, source.Id, source.IsFromMe, source.IsGroup ? sender : null);
        Add(source.Id, new(reference, sender, authors, received.Bytes, received.Secret)
        {
            Source = source,
            Options = OptionsOf(received.Content),
        });
    }

    private static ImmutableArray<string> OptionsOf(MessageContent content) => content is PollContent poll ? poll.Options : [];

    private void Add(string id, Kept kept) => _kept[id] = kept;

    /// <param name="Reference">How others' messages name it.</param>
    /// <param name="Sender">Who sent it, as its chat names them.</param>
    /// <param name="Authors">The same by all addressings that are known; that of its chat first.</param>
    /// <param name="Bytes">All of it.</param>
    /// <param name="Secret">Its secret.</param>
    internal sealed record Kept(
        MessageReference Reference, Jid Sender, ImmutableArray<Jid> Authors, ReadOnlyMemory<byte> Bytes, ReadOnlyMemory<byte> Secret)
    {
        public MessageSource? Source { get; init; }

        public ImmutableArray<string> Options { get; init; } = [];

        public MessageSecret AsSecret => new(Secret, Reference.Id, [Sender, .. Authors.Where(author => author != Sender)]);
    }
}

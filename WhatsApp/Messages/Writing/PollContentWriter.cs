using Google.Protobuf;
using Wasilo.WhatsApp.Proto;
using static Wasilo.WhatsApp.Messages.ContentFields;

namespace Wasilo.WhatsApp.Messages;

/// <summary>Polls, votes and events.</summary>
internal static class PollContentWriter
{
    internal static Message Write(PollContent content)
    {
        if (content.Options.IsDefaultOrEmpty || content.Options.Distinct().Count() != content.Options.Length)
            throw new ArgumentException("A poll needs options, and all different: votes name them by their text.", nameof(content));
        if (content.SelectableCount < 0 || content.SelectableCount > content.Options.Length)
            throw new ArgumentException($"{content.SelectableCount} of {content.Options.Length} options can't be chosen.", nameof(content));
        var poll = new PollCreationMessage
        {
            Name = content.Name,
            SelectableOptionsCount = (uint)content.SelectableCount,
            ContextInfo = Context(content),
        };
        poll.Options.AddRange(content.Options.Select(option => new PollCreationMessage.Types.Option { OptionName = option }));
        return content switch
        {
            { IsForAnnouncements: true } => new() { PollCreationMessageV2 = poll },
            { SelectableCount: 1 } => new() { PollCreationMessageV3 = poll },
            _ => new() { PollCreationMessage = poll },
        };
    }

    internal static Message Write(PollVoteContent content, DateTimeOffset now) => new()
    {
        PollUpdateMessage = new()
        {
            PollCreationMessageKey = Key(content.Poll),
            Vote = new()
            {
                EncPayload = ByteString.CopyFrom(content.Vote.Payload.Span),
                EncIv = ByteString.CopyFrom(content.Vote.Iv.Span),
            },
            SenderTimestampMs = (content.Time ?? now).ToUnixTimeMilliseconds(),
        },
    };

    internal static Message Write(EventContent content)
    {
        var question = new EventMessage
        {
            Name = content.Name,
            StartTime = content.Start.ToUnixTimeSeconds(),
            IsCanceled = content.IsCanceled,
            ExtraGuestsAllowed = content.ExtraGuestsAllowed,
            Location = content.Location is { } location ? TextContentWriter.Write(location) : null,
            ContextInfo = Context(content),
        };
        Put(content.Description, description => question.Description = description);
        Put(content.JoinLink, link => question.JoinLink = link);
        if (content.End is { } end)
            question.EndTime = end.ToUnixTimeSeconds();
        return new() { EventMessage = question };
    }
}

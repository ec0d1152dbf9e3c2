using Wasilo.WhatsApp.Proto;
using static Wasilo.WhatsApp.Messages.ContentParts;

namespace Wasilo.WhatsApp.Messages;

/// <summary>Polls and events.</summary>
internal static class PollContentReader
{
    internal static MessageContent? Read(Message message) => message switch
    {
        { EventMessage: { } question } => Read(question),
        _ when message.PollCreation() is { } poll => new PollContent(poll.Name, [.. poll.Options.Select(option => option.OptionName)])
        {
            Context = ReadContext(poll.ContextInfo),
            SelectableCount = ReadNumber(poll.SelectableOptionsCount),
            IsForAnnouncements = message.PollCreationMessageV2 is not null,
        },
        _ => null,
    };

    private static EventContent? Read(EventMessage question) => UnixTimes.FromSeconds(question.StartTime) is { } start
        ? new(question.Name, start)
        {
            Context = ReadContext(question.ContextInfo),
            Description = ReadText(question.Description),
            End = UnixTimes.FromSeconds(question.EndTime),
            Location = question.Location is { } location ? TextContentReader.Read(location) : null,
            JoinLink = ReadText(question.JoinLink),
            IsCanceled = question.IsCanceled,
            ExtraGuestsAllowed = question.ExtraGuestsAllowed,
        }
        : null;
}

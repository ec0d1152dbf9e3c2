namespace Wasilo.WhatsApp.Messages;

/// <summary>What something is that was encrypted with a message's secret; each use has its own key.</summary>
public enum SecretUse
{
    /// <summary>A use that this version doesn't know.</summary>
    Unknown,

    /// <summary>The vote of a poll.</summary>
    PollVote,

    /// <summary>A reaction in a community's announcement group.</summary>
    Reaction,

    /// <summary>A comment.</summary>
    Comment,

    /// <summary>The key of a report to WhatsApp.</summary>
    ReportToken,

    /// <summary>An answer to an event.</summary>
    EventResponse,

    /// <summary>New content of an event.</summary>
    EventEdit,

    /// <summary>New content of a message.</summary>
    MessageEdit,

    /// <summary>New content of a poll.</summary>
    PollEdit,

    /// <summary>One more option of a poll.</summary>
    PollAddOption,

    /// <summary>A bot's answer.</summary>
    BotMessage,
}

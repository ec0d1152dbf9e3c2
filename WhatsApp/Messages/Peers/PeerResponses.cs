using Wasilo.WhatsApp.Errors;
using Wasilo.WhatsApp.Proto;

namespace Wasilo.WhatsApp.Messages;

/// <summary>What the phone answers.</summary>
internal static class PeerResponses
{
    /// <summary>The messages that the phone sends again. Those that it doesn't have are left out.</summary>
    /// <exception cref="MalformedMessageException">One of them isn't a message.</exception>
    internal static IReadOnlyList<HistoryMessage> ReadResent(PeerDataOperationRequestResponseMessage response)
    {
        var messages = new List<HistoryMessage>();
        foreach (var result in response.PeerDataOperationResult)
        {
            if (result.PlaceholderMessageResendResponse is not { WebMessageInfoBytes.IsEmpty: false } resent)
                continue;
            if (HistoryMessage.Of(MessageCodec.Read(WebMessageInfo.Parser, resent.WebMessageInfoBytes.Memory)) is { } message)
                messages.Add(message);
        }

        return messages;
    }
}

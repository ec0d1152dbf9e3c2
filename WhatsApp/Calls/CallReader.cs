using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Client;
using Wasilo.WhatsApp.Events;

namespace Wasilo.WhatsApp.Calls;

/// <summary>Reads <c>call</c> stanzas: who calls, and what became of it. The negotiation of the call itself is left alone.</summary>
internal static class CallReader
{
    /// <summary>Reads one; null if it says nothing to a client that takes no calls.</summary>
    internal static ClientEvent? Read(Node call, DateTimeOffset now)
    {
        if (call.Jid("from") is not { } from || call.Children is not [var action, ..] || action["call-id"] is not { Length: > 0 } id)
            return null;
        var info = new CallInfo(
            id,
            from,
            action.Jid("call-creator") ?? action.Jid("from") ?? from,
            action.Jid("caller_pn"),
            action.Jid("group-jid"),
            call.Time("t") ?? now);
        return action.Tag switch
        {
            "offer" or "offer_notice" => new CallOffered(
                info, IsVideo(action), IsMissed: call["offline"] is not null, IsNotice: action.Tag == "offer_notice"),
            "accept" => new CallAccepted(info),
            "reject" => new CallRejected(info),
            "terminate" => new CallEnded(info, action["reason"]),
            _ => null, // preaccept, transport, relaylatency and the like
        };
    }

    /// <summary>The receipt that an offer wants beside its acknowledgement; null for anything else.</summary>
    internal static Node? ReceiptOf(Node call) =>
        call.Child("offer") is { } offer && call.Jid("from") is { } from && offer["call-id"] is { } id
            ? new Node(
                "receipt",
                [("to", from), ("id", call["id"])],
                [new Node("offer", [("call-id", id), ("call-creator", offer.Jid("call-creator"))])])
            : null;

    private static bool IsVideo(Node offer) => offer.Child("video") is not null || offer["media"] == "video";
}

using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Storage;

namespace Wasilo.WhatsApp.Signal.Records;

/// <summary>Which record: of the sessions with a device, or, with a group, of a device's sender keys there.</summary>
internal readonly record struct RecordKey(Jid? Group, SignalAddress Address);

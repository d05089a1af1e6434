using GreenPow.Storage;

namespace GreenPow.Gateway.Metering;

/// <summary>
/// Mining's word on one nonce of a sealed report. It must answer the same at every reading of the log:
/// from the job, the nonce and the time of receipt alone. Repeated nonces are found by the ingest.
/// </summary>
public delegate ShareVerdict JudgeShare(DeviceId device, uint jobId, uint nonce, DateTimeOffset receivedAt);

<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="vi" sourcelanguage="en">
 <context>
  <name>AboutWindow</name>
  <message>
   <source>About CXR-12</source>
   <translation>Giới thiệu CXR-12</translation>
  </message>
  <message>
   <source>CXR-12 {0}

A workstation for chest radiographs at full depth: reading, classification, and honest comparison of networks trained on 12 and on 8 bits.

Research use only - not for diagnosis.

Apache License 2.0</source>
   <translation>CXR-12 {0}

Trạm làm việc cho X-quang ngực ở độ sâu bit đầy đủ: đọc ảnh, phân loại, và so sánh trung thực các mạng được huấn luyện trên 12 bit và 8 bit.

Chỉ dùng cho nghiên cứu - không dùng để chẩn đoán.

Apache License 2.0</translation>
  </message>
 </context>
 <context>
  <name>AdvancedForm</name>
  <message>
   <source>Automatic</source>
   <translation>Tự động</translation>
  </message>
  <message>
   <source>As the recipe</source>
   <translation>Theo công thức</translation>
  </message>
  <message>
   <source>Classes alike</source>
   <translation>Các lớp như nhau</translation>
  </message>
  <message>
   <source>Images alike</source>
   <translation>Các ảnh như nhau</translation>
  </message>
  <message>
   <source>Lowest loss</source>
   <translation>Mất mát thấp nhất</translation>
  </message>
  <message>
   <source>Highest AUC</source>
   <translation>AUC cao nhất</translation>
  </message>
  <message>
   <source>Off</source>
   <translation>Tắt</translation>
  </message>
  <message>
   <source>Nothing</source>
   <translation>Không gì cả</translation>
  </message>
  <message>
   <source>None</source>
   <translation>Không</translation>
  </message>
  <message>
   <source>Also write TensorBoard event files</source>
   <translation>Ghi thêm tệp sự kiện cho TensorBoard</translation>
  </message>
  <message>
   <source>Start from</source>
   <translation>Bắt đầu từ</translation>
  </message>
  <message>
   <source>Frozen stages</source>
   <translation>Số khối đóng băng</translation>
  </message>
  <message>
   <source>Preset</source>
   <translation>Tiền xử lý</translation>
  </message>
  <message>
   <source>Precision</source>
   <translation>Độ chính xác số</translation>
  </message>
  <message>
   <source>Class weights</source>
   <translation>Trọng số lớp</translation>
  </message>
  <message>
   <source>Mixup</source>
   <translation>Mixup</translation>
  </message>
  <message>
   <source>Best epoch</source>
   <translation>Epoch tốt nhất</translation>
  </message>
  <message>
   <source>Stop early</source>
   <translation>Dừng sớm</translation>
  </message>
  <message>
   <source>Folds</source>
   <translation>Số fold</translation>
  </message>
  <message>
   <source>Fold</source>
   <translation>Fold</translation>
  </message>
  <message>
   <source>Split seed</source>
   <translation>Seed chia tập</translation>
  </message>
  <message>
   <source>A model of the shelf, of the same architecture and size, whose body the network begins with.</source>
   <translation>Một mô hình trong kho, cùng kiến trúc và kích thước, có phần thân được mạng dùng làm điểm khởi đầu.</translation>
  </message>
  <message>
   <source>Stages, from the input on, that keep the weights of that model.</source>
   <translation>Số khối, tính từ đầu vào, giữ nguyên trọng số của mô hình đó.</translation>
  </message>
  <message>
   <source>How stored values become input. Automatic: native, or display8 for 8-bit originals.</source>
   <translation>Cách giá trị lưu trở thành đầu vào. Tự động: native, hoặc display8 cho ảnh gốc 8 bit.</translation>
  </message>
  <message>
   <source>bfloat16 is faster on processors that have it; the result is float32.</source>
   <translation>bfloat16 nhanh hơn trên bộ xử lý hỗ trợ nó; kết quả là float32.</translation>
  </message>
  <message>
   <source>Whether rare classes count as much in the loss as frequent ones.</source>
   <translation>Các lớp hiếm có được tính ngang các lớp phổ biến trong hàm mất mát hay không.</translation>
  </message>
  <message>
   <source>Alpha of mixup: images and labels are mixed in pairs; 0.2 is usual.</source>
   <translation>Alpha của mixup: ảnh và nhãn được trộn theo từng cặp; thường dùng 0,2.</translation>
  </message>
  <message>
   <source>What chooses the epoch that is kept, on the validation patients.</source>
   <translation>Tiêu chí chọn epoch được giữ lại, tính trên các bệnh nhân kiểm định.</translation>
  </message>
  <message>
   <source>Epochs without a better one after which the training ends.</source>
   <translation>Số epoch không tốt hơn thì kết thúc huấn luyện.</translation>
  </message>
  <message>
   <source>Cut the patients into this many equal parts, of which one tests.</source>
   <translation>Chia bệnh nhân thành bấy nhiêu phần bằng nhau, một phần dùng để kiểm tra.</translation>
  </message>
  <message>
   <source>Which part tests, counted from 0.</source>
   <translation>Phần nào dùng để kiểm tra, đếm từ 0.</translation>
  </message>
  <message>
   <source>Which patients test follows from it, whatever the seed of the run is.</source>
   <translation>Seed này quyết định bệnh nhân nào thuộc tập kiểm tra, bất kể seed của lượt chạy.</translation>
  </message>
 </context>
 <context>
  <name>AnnotationTree</name>
  <message>
   <source>Annotation</source>
   <translation>Chú thích</translation>
  </message>
  <message>
   <source>Value</source>
   <translation>Giá trị</translation>
  </message>
  <message>
   <source>Label</source>
   <translation>Nhãn</translation>
  </message>
  <message>
   <source>Annotations</source>
   <translation>Các chú thích</translation>
  </message>
 </context>
 <context>
  <name>AnswerView</name>
  <message>
   <source>calibrated</source>
   <translation>đã hiệu chỉnh</translation>
  </message>
  <message>
   <source>not calibrated</source>
   <translation>chưa hiệu chỉnh</translation>
  </message>
  <message>
   <source>partly calibrated</source>
   <translation>hiệu chỉnh một phần</translation>
  </message>
  <message>
   <source>No decision: no class reaches its operating point</source>
   <translation>Không có quyết định: không lớp nào đạt điểm vận hành</translation>
  </message>
  <message>
   <source>not verified</source>
   <translation>chưa kiểm chứng</translation>
  </message>
  <message>
   <source>{0} ms</source>
   <translation>{0} ms</translation>
  </message>
  <message>
   <source>Model SHA-256</source>
   <translation>SHA-256 của mô hình</translation>
  </message>
  <message>
   <source>Preprocessing</source>
   <translation>Tiền xử lý</translation>
  </message>
  <message>
   <source>Precision</source>
   <translation>Độ chính xác số</translation>
  </message>
  <message>
   <source>Temperature</source>
   <translation>Nhiệt độ</translation>
  </message>
  <message>
   <source>Scores before it</source>
   <translation>Điểm số trước đó</translation>
  </message>
  <message>
   <source>Validity</source>
   <translation>Tính hợp lệ</translation>
  </message>
  <message>
   <source>Image SHA-256</source>
   <translation>SHA-256 của ảnh</translation>
  </message>
  <message>
   <source>Made</source>
   <translation>Tạo lúc</translation>
  </message>
  <message>
   <source>Answer of the comparison</source>
   <translation>Câu trả lời của phép so sánh</translation>
  </message>
  <message>
   <source>There is one arm only, so nothing is compared.</source>
   <translation>Chỉ có một nhánh nên không có gì được so sánh.</translation>
  </message>
  <message>
   <source>Be careful: leaks or shortcuts in the data</source>
   <translation>Cẩn thận: dữ liệu có rò rỉ hoặc lối tắt</translation>
  </message>
  <message>
   <source>To know when reading the figures</source>
   <translation>Cần biết khi đọc các chỉ số</translation>
  </message>
  <message>
   <source>The smallest margin that can be shown</source>
   <translation>Biên nhỏ nhất có thể chứng minh</translation>
  </message>
  <message>
   <source>{0} seeds</source>
   <translation>{0} seed</translation>
  </message>
  <message>
   <source>one seed</source>
   <translation>một seed</translation>
  </message>
  <message>
   <source>Compared is the {0}; differences below {1} do not matter.</source>
   <translation>So sánh theo {0}; khác biệt dưới {1} không đáng kể.</translation>
  </message>
  <message>
   <source>Both, and the comparisons, were declared before the first run.</source>
   <translation>Cả hai, cùng các phép so sánh, đã được khai báo trước lượt chạy đầu tiên.</translation>
  </message>
  <message>
   <source>Both were chosen now, not declared before the first run.</source>
   <translation>Cả hai được chọn bây giờ, không khai báo trước lượt chạy đầu tiên.</translation>
  </message>
  <message>
   <source>Where an arm has one seed, a sentence is about these networks, never about a method.</source>
   <translation>Khi một nhánh chỉ có một seed, câu kết luận nói về các mạng này, không bao giờ về một phương pháp.</translation>
  </message>
  <message>
   <source>Drawn: first arm minus second; thin line, {0} % interval; thick line, {1} % interval; grey, the margin.</source>
   <translation>Hình vẽ: nhánh thứ nhất trừ nhánh thứ hai; nét mảnh là khoảng {0} %; nét đậm là khoảng {1} %; xám là biên.</translation>
  </message>
  <message>
   <source>{0} and {1}</source>
   <translation>{0} và {1}</translation>
  </message>
  <message>
   <source>different</source>
   <translation>khác nhau</translation>
  </message>
  <message>
   <source>equivalent</source>
   <translation>tương đương</translation>
  </message>
  <message>
   <source>inconclusive</source>
   <translation>chưa kết luận được</translation>
  </message>
  <message>
   <source>What else differs between the arms was not examined.</source>
   <translation>Chưa xét những gì khác nữa giữa các nhánh.</translation>
  </message>
 </context>
 <context>
  <name>ArmClassTable</name>
  <message>
   <source>{0}, {1} images</source>
   <translation>{0}, {1} ảnh</translation>
  </message>
  <message>
   <source>AUC
chance 0.50</source>
   <translation>AUC
ngẫu nhiên 0,50</translation>
  </message>
  <message>
   <source>Sensitivity</source>
   <translation>Độ nhạy</translation>
  </message>
  <message>
   <source>Specificity</source>
   <translation>Độ đặc hiệu</translation>
  </message>
 </context>
 <context>
  <name>ArmTable</name>
  <message>
   <source>Macro AUC</source>
   <translation>Macro AUC</translation>
  </message>
  <message>
   <source>Balanced accuracy</source>
   <translation>Độ chính xác cân bằng</translation>
  </message>
  <message>
   <source>Accuracy</source>
   <translation>Độ chính xác</translation>
  </message>
  <message>
   <source>Macro F1</source>
   <translation>Macro F1</translation>
  </message>
  <message>
   <source>Log loss (less is better)</source>
   <translation>Log loss (nhỏ hơn là tốt hơn)</translation>
  </message>
  <message>
   <source>Brier score (less is better)</source>
   <translation>Điểm Brier (nhỏ hơn là tốt hơn)</translation>
  </message>
  <message>
   <source>Mean</source>
   <translation>Trung bình</translation>
  </message>
  <message>
   <source>Seeds</source>
   <translation>Các seed</translation>
  </message>
  <message>
   <source>Chance</source>
   <translation>Ngẫu nhiên</translation>
  </message>
 </context>
 <context>
  <name>ArmWork</name>
  <message>
   <source>The runs were not compared within {0} s: tick fewer.</source>
   <translation>Không so sánh xong các lượt chạy trong {0} giây: hãy đánh dấu ít hơn.</translation>
  </message>
  <message>
   <source>The process that compared the runs ended by itself: close programs, then try again.</source>
   <translation>Tiến trình so sánh các lượt chạy đã tự kết thúc: hãy đóng bớt chương trình rồi thử lại.</translation>
  </message>
 </context>
 <context>
  <name>AskForm</name>
  <message>
   <source>Macro AUC</source>
   <translation>Macro AUC</translation>
  </message>
  <message>
   <source>Balanced accuracy</source>
   <translation>Độ chính xác cân bằng</translation>
  </message>
  <message>
   <source>Accuracy</source>
   <translation>Độ chính xác</translation>
  </message>
  <message>
   <source>Macro F1</source>
   <translation>Macro F1</translation>
  </message>
  <message>
   <source>Log loss</source>
   <translation>Log loss</translation>
  </message>
  <message>
   <source>Brier score</source>
   <translation>Điểm Brier</translation>
  </message>
  <message>
   <source>Smaller differences do not matter: 0.02 is two points. Runs of one study are compared as it declared.</source>
   <translation>Khác biệt nhỏ hơn không đáng kể: 0,02 là hai điểm. Các lượt chạy của một nghiên cứu được so sánh như nó đã khai báo.</translation>
  </message>
  <message>
   <source>Compare by</source>
   <translation>So sánh theo</translation>
  </message>
  <message>
   <source>Margin</source>
   <translation>Biên</translation>
  </message>
  <message>
   <source>Figure that is compared</source>
   <translation>Chỉ số được so sánh</translation>
  </message>
  <message>
   <source>Margin of equivalence</source>
   <translation>Biên tương đương</translation>
  </message>
  <message>
   <source>AUC of {0}</source>
   <translation>AUC của {0}</translation>
  </message>
 </context>
 <context>
  <name>AssessmentView</name>
  <message>
   <source>Figures of each class</source>
   <translation>Chỉ số của từng lớp</translation>
  </message>
  <message>
   <source>No answer has a label that is one of the model's classes.</source>
   <translation>Không câu trả lời nào có nhãn thuộc các lớp của mô hình.</translation>
  </message>
  <message>
   <source>Against the labels</source>
   <translation>Đối chiếu với nhãn</translation>
  </message>
  <message>
   <source>Images</source>
   <translation>Ảnh</translation>
  </message>
  <message>
   <source>Sensitivity</source>
   <translation>Độ nhạy</translation>
  </message>
  <message>
   <source>Specificity</source>
   <translation>Độ đặc hiệu</translation>
  </message>
  <message>
   <source>Precision</source>
   <translation>Precision</translation>
  </message>
  <message>
   <source>{0} images of {1} patients. Accuracy {2}. Macro AUC {3}. Balanced accuracy {4}.</source>
   <translation>{0} ảnh của {1} bệnh nhân. Độ chính xác {2}. Macro AUC {3}. Độ chính xác cân bằng {4}.</translation>
  </message>
  <message>
   <source>{0} are undecided: two classes share the largest probability.</source>
   <translation>{0} ảnh chưa phân định: hai lớp cùng có xác suất lớn nhất.</translation>
  </message>
  <message>
   <source>Intervals are 95 %. The class with the largest probability counts as the answer.</source>
   <translation>Khoảng tin cậy 95 %. Lớp có xác suất lớn nhất được coi là câu trả lời.</translation>
  </message>
  <message>
   <source>{0} without a label</source>
   <translation>{0} ảnh không có nhãn</translation>
  </message>
  <message>
   <source>{0} with a label that the model does not have</source>
   <translation>{0} ảnh có nhãn mà mô hình không có</translation>
  </message>
  <message>
   <source>{0} labelled but without an answer</source>
   <translation>{0} ảnh có nhãn nhưng không có câu trả lời</translation>
  </message>
  <message>
   <source>Left out: {0}.</source>
   <translation>Bỏ ra ngoài: {0}.</translation>
  </message>
 </context>
 <context>
  <name>BatchProgress</name>
  <message>
   <source>Classifying</source>
   <translation>Đang phân loại</translation>
  </message>
  <message>
   <source>Pause</source>
   <translation>Tạm dừng</translation>
  </message>
  <message>
   <source>Cancel</source>
   <translation>Hủy</translation>
  </message>
  <message>
   <source>Looking for images, loading the model …</source>
   <translation>Đang tìm ảnh, đang nạp mô hình …</translation>
  </message>
  <message>
   <source>{0} of {1} files</source>
   <translation>{0} / {1} tệp</translation>
  </message>
  <message>
   <source>Paused, {0}</source>
   <translation>Đã tạm dừng, {0}</translation>
  </message>
  <message>
   <source>{0}, about {1} left</source>
   <translation>{0}, còn khoảng {1}</translation>
  </message>
  <message>
   <source>Resume</source>
   <translation>Tiếp tục</translation>
  </message>
  <message>
   <source>Ending; what is under way is finished and kept</source>
   <translation>Đang kết thúc; phần đang làm sẽ được hoàn tất và giữ lại</translation>
  </message>
 </context>
 <context>
  <name>BrowserPanel</name>
  <message>
   <source>Nothing listed yet.
Open a folder, or drop one onto the window.</source>
   <translation>Chưa có gì trong danh sách.
Hãy mở một thư mục, hoặc thả thư mục vào cửa sổ.</translation>
  </message>
  <message>
   <source>Nothing in the list is like that.</source>
   <translation>Không có mục nào trong danh sách như vậy.</translation>
  </message>
  <message>
   <source>Looking for images</source>
   <translation>Đang tìm ảnh</translation>
  </message>
  <message>
   <source>{0} files</source>
   <translation>{0} tệp</translation>
  </message>
  <message>
   <source>{0} of {1} files</source>
   <translation>{0} / {1} tệp</translation>
  </message>
 </context>
 <context>
  <name>BuildPage</name>
  <message>
   <source>Choose folder …</source>
   <translation>Chọn thư mục …</translation>
  </message>
  <message>
   <source>CSV, for spreadsheets too</source>
   <translation>CSV, dùng được cả trong bảng tính</translation>
  </message>
  <message>
   <source>Parquet, smaller and quicker</source>
   <translation>Parquet, nhỏ hơn và nhanh hơn</translation>
  </message>
  <message>
   <source>Write patients as salted hashes</source>
   <translation>Ghi bệnh nhân dưới dạng mã băm có muối (salt)</translation>
  </message>
  <message>
   <source> % of the patients</source>
   <translation> % số bệnh nhân</translation>
  </message>
  <message>
   <source>None: each training divides anew</source>
   <translation>Không: mỗi lần huấn luyện chia lại</translation>
  </message>
  <message>
   <source>Seal the test part: each look at it is counted</source>
   <translation>Niêm phong tập kiểm tra: mỗi lần xem đều được đếm</translation>
  </message>
  <message>
   <source>Replace a table that is there</source>
   <translation>Thay bảng đã có ở đó</translation>
  </message>
  <message>
   <source>Build</source>
   <translation>Tạo</translation>
  </message>
  <message>
   <source>Check for leaks and shortcuts</source>
   <translation>Kiểm tra rò rỉ dữ liệu và lối tắt</translation>
  </message>
  <message>
   <source>Use for training</source>
   <translation>Dùng để huấn luyện</translation>
  </message>
  <message>
   <source>Building the dataset</source>
   <translation>Đang tạo bộ dữ liệu</translation>
  </message>
  <message>
   <source>{0}: {1} of {2} images</source>
   <translation>{0}: {1} / {2} ảnh</translation>
  </message>
  <message>
   <source>The table is built: {0} images of {1} patients.</source>
   <translation>Đã tạo bảng: {0} ảnh của {1} bệnh nhân.</translation>
  </message>
  <message>
   <source>Stopped; nothing was written.</source>
   <translation>Đã dừng; không ghi gì cả.</translation>
  </message>
  <message>
   <source>Table in</source>
   <translation>Bảng đặt ở</translation>
  </message>
  <message>
   <source>Format</source>
   <translation>Định dạng</translation>
  </message>
  <message>
   <source>Test part</source>
   <translation>Tập kiểm tra</translation>
  </message>
  <message>
   <source>Format of the table</source>
   <translation>Định dạng của bảng</translation>
  </message>
  <message>
   <source>Folder of the table</source>
   <translation>Thư mục của bảng</translation>
  </message>
  <message>
   <source>What was built and found</source>
   <translation>Những gì đã tạo và phát hiện</translation>
  </message>
  <message>
   <source>Building</source>
   <translation>Đang tạo</translation>
  </message>
  <message>
   <source>Looking for leaks and shortcuts</source>
   <translation>Đang tìm rò rỉ và lối tắt</translation>
  </message>
  <message>
   <source>not chosen yet</source>
   <translation>chưa chọn</translation>
  </message>
  <message>
   <source>(hidden)</source>
   <translation>(ẩn)</translation>
  </message>
  <message>
   <source>Add a source and at least two classes first.</source>
   <translation>Hãy thêm một nguồn và ít nhất hai lớp trước.</translation>
  </message>
  <message>
   <source>Choose a folder for the table</source>
   <translation>Chọn thư mục cho bảng</translation>
  </message>
 </context>
 <context>
  <name>Card</name>
  <message>
   <source>&amp;Back</source>
   <translation>&amp;Quay lại</translation>
  </message>
  <message>
   <source>Not now</source>
   <translation>Để sau</translation>
  </message>
  <message>
   <source>Show me around</source>
   <translation>Giới thiệu cho tôi</translation>
  </message>
  <message>
   <source>{0} of {1}</source>
   <translation>{0} / {1}</translation>
  </message>
  <message>
   <source>&amp;Skip</source>
   <translation>&amp;Bỏ qua</translation>
  </message>
  <message>
   <source>Skip the tour</source>
   <translation>Bỏ qua phần giới thiệu</translation>
  </message>
  <message>
   <source>&amp;Done</source>
   <translation>&amp;Xong</translation>
  </message>
  <message>
   <source>Nex&amp;t</source>
   <translation>&amp;Tiếp</translation>
  </message>
  <message>
   <source>Tour, step {0} of {1}: {2}</source>
   <translation>Giới thiệu, bước {0} / {1}: {2}</translation>
  </message>
 </context>
 <context>
  <name>CardComparison</name>
  <message>
   <source>Comparison of two cards</source>
   <translation>So sánh hai thẻ mô hình</translation>
  </message>
  <message>
   <source>Field</source>
   <translation>Mục</translation>
  </message>
 </context>
 <context>
  <name>CardView</name>
  <message>
   <source>Accuracy</source>
   <translation>Độ chính xác</translation>
  </message>
  <message>
   <source>Balanced accuracy</source>
   <translation>Độ chính xác cân bằng</translation>
  </message>
  <message>
   <source>Macro AUC</source>
   <translation>Macro AUC</translation>
  </message>
  <message>
   <source>Macro F1</source>
   <translation>Macro F1</translation>
  </message>
  <message>
   <source>Log loss</source>
   <translation>Log loss</translation>
  </message>
  <message>
   <source>Brier score</source>
   <translation>Điểm Brier</translation>
  </message>
  <message>
   <source>AUC</source>
   <translation>AUC</translation>
  </message>
  <message>
   <source>Sensitivity</source>
   <translation>Độ nhạy</translation>
  </message>
  <message>
   <source>Specificity</source>
   <translation>Độ đặc hiệu</translation>
  </message>
  <message>
   <source>Precision</source>
   <translation>Precision</translation>
  </message>
  <message>
   <source>F1</source>
   <translation>F1</translation>
  </message>
  <message>
   <source>Upside down</source>
   <translation>Lộn ngược</translation>
  </message>
  <message>
   <source>Turned by 90 degrees</source>
   <translation>Xoay 90 độ</translation>
  </message>
  <message>
   <source>Inverted</source>
   <translation>Đảo đen trắng</translation>
  </message>
  <message>
   <source>Cropped to the middle quarter</source>
   <translation>Cắt còn phần tư giữa</translation>
  </message>
  <message>
   <source>Noise</source>
   <translation>Nhiễu</translation>
  </message>
  <message>
   <source>Other DICOM images</source>
   <translation>Ảnh DICOM khác</translation>
  </message>
  <message>
   <source>Synthetic radiographs</source>
   <translation>Ảnh X-quang tổng hợp</translation>
  </message>
  <message>
   <source>Other DICOM images, not radiographs</source>
   <translation>Ảnh DICOM khác, không phải X-quang</translation>
  </message>
  <message>
   <source>Model card</source>
   <translation>Thẻ mô hình</translation>
  </message>
  <message>
   <source>Intended use</source>
   <translation>Mục đích sử dụng</translation>
  </message>
  <message>
   <source>Limits</source>
   <translation>Giới hạn</translation>
  </message>
  <message>
   <source>More results</source>
   <translation>Kết quả khác</translation>
  </message>
  <message>
   <source>Trained on</source>
   <translation>Huấn luyện trên</translation>
  </message>
  <message>
   <source>Not verified: this file came without a card of its own. Do not rely on its answers.</source>
   <translation>Chưa kiểm chứng: tệp này không có thẻ riêng đi kèm. Đừng dựa vào câu trả lời của nó.</translation>
  </message>
  <message>
   <source>Test results, 95 % interval</source>
   <translation>Kết quả kiểm tra, khoảng tin cậy 95 %</translation>
  </message>
  <message>
   <source>Of the network's own scores: before calibration, and the largest decides, not operating points.</source>
   <translation>Tính từ điểm số gốc của mạng: trước khi hiệu chỉnh, lớp lớn nhất quyết định, không dùng điểm vận hành.</translation>
  </message>
  <message>
   <source>Each class on its own, at its operating point; accuracy: all classes of an image are right.</source>
   <translation>Từng lớp riêng, tại điểm vận hành của nó; độ chính xác: mọi lớp của một ảnh đều đúng.</translation>
  </message>
  <message>
   <source>Learned {0}: centre {1}, width {2}</source>
   <translation>Học được {0}: trung tâm {1}, độ rộng {2}</translation>
  </message>
  <message>
   <source>In its input's range, 0 to 1; the Display panel offers them for the image on screen.</source>
   <translation>Trong khoảng đầu vào của mạng, 0 đến 1; ngăn Hiển thị cung cấp chúng cho ảnh trên màn hình.</translation>
  </message>
  <message>
   <source>Windows it learned</source>
   <translation>Các cửa sổ học được</translation>
  </message>
  <message>
   <source>Calibration</source>
   <translation>Hiệu chỉnh</translation>
  </message>
  <message>
   <source>Operating points: {0}.</source>
   <translation>Điểm vận hành: {0}.</translation>
  </message>
  <message>
   <source>None: its probabilities are what the network itself gives.</source>
   <translation>Không: xác suất là những gì chính mạng đưa ra.</translation>
  </message>
  <message>
   <source>Log-loss</source>
   <translation>Log-loss</translation>
  </message>
  <message>
   <source>Log-loss before it</source>
   <translation>Log-loss trước đó</translation>
  </message>
  <message>
   <source>Brier score before it</source>
   <translation>Điểm Brier trước đó</translation>
  </message>
  <message>
   <source>Expected calibration error</source>
   <translation>Sai số hiệu chỉnh kỳ vọng (ECE)</translation>
  </message>
  <message>
   <source>Temperature {0}.</source>
   <translation>Nhiệt độ {0}.</translation>
  </message>
  <message>
   <source>Telling images it was not made for</source>
   <translation>Nhận ra ảnh không thuộc loại mô hình phục vụ</translation>
  </message>
  <message>
   <source>{0}: AUROC</source>
   <translation>{0}: AUROC</translation>
  </message>
  <message>
   <source>{0}: false alarms at 95 % found</source>
   <translation>{0}: báo động giả khi phát hiện 95 %</translation>
  </message>
  <message>
   <source>chance {0}</source>
   <translation>mức ngẫu nhiên {0}</translation>
  </message>
  <message>
   <source>n {0}</source>
   <translation>n {0}</translation>
  </message>
  <message>
   <source>Network</source>
   <translation>Mạng</translation>
  </message>
  <message>
   <source>Parameters</source>
   <translation>Số tham số</translation>
  </message>
  <message>
   <source>Classes</source>
   <translation>Các lớp</translation>
  </message>
  <message>
   <source>Input</source>
   <translation>Đầu vào</translation>
  </message>
  <message>
   <source>Made</source>
   <translation>Tạo lúc</translation>
  </message>
  <message>
   <source>Licence</source>
   <translation>Giấy phép</translation>
  </message>
  <message>
   <source>Source</source>
   <translation>Nguồn</translation>
  </message>
  <message>
   <source>SHA-256</source>
   <translation>SHA-256</translation>
  </message>
  <message>
   <source>Details</source>
   <translation>Chi tiết</translation>
  </message>
 </context>
 <context>
  <name>CasesPage</name>
  <message>
   <source>Images of which the arms decide differently</source>
   <translation>Những ảnh mà các nhánh quyết định khác nhau</translation>
  </message>
  <message>
   <source>&amp;Open image</source>
   <translation>&amp;Mở ảnh</translation>
  </message>
  <message>
   <source>Row {0} of the dataset</source>
   <translation>Hàng {0} của bộ dữ liệu</translation>
  </message>
  <message>
   <source>There is one arm only, so there is nothing to disagree about.</source>
   <translation>Chỉ có một nhánh nên không có gì để bất đồng.</translation>
  </message>
  <message>
   <source>The arms decide alike on all {0} test images.</source>
   <translation>Các nhánh quyết định giống nhau trên cả {0} ảnh kiểm tra.</translation>
  </message>
  <message>
   <source>The arms decide differently on {0} of {1} test images, by their mean probabilities. Enter opens an image.</source>
   <translation>Các nhánh quyết định khác nhau trên {0} / {1} ảnh kiểm tra, theo xác suất trung bình. Enter mở ảnh.</translation>
  </message>
  <message>
   <source>The first {0} are listed; a saved report has all.</source>
   <translation>Chỉ liệt kê {0} ảnh đầu; báo cáo đã lưu có tất cả.</translation>
  </message>
  <message>
   <source>Truth: {0}</source>
   <translation>Thật: {0}</translation>
  </message>
  <message>
   <source>undecided</source>
   <translation>chưa phân định</translation>
  </message>
 </context>
 <context>
  <name>ClassList</name>
  <message>
   <source>Classes</source>
   <translation>Các lớp</translation>
  </message>
  <message>
   <source>New class</source>
   <translation>Lớp mới</translation>
  </message>
  <message>
   <source>Name of a new class</source>
   <translation>Tên lớp mới</translation>
  </message>
  <message>
   <source>Add</source>
   <translation>Thêm</translation>
  </message>
  <message>
   <source>Up</source>
   <translation>Lên</translation>
  </message>
  <message>
   <source>Down</source>
   <translation>Xuống</translation>
  </message>
  <message>
   <source>Remove</source>
   <translation>Xóa</translation>
  </message>
  <message>
   <source>Reset</source>
   <translation>Đặt lại</translation>
  </message>
  <message>
   <source>Add the class</source>
   <translation>Thêm lớp</translation>
  </message>
  <message>
   <source>up</source>
   <translation>lên</translation>
  </message>
  <message>
   <source>down</source>
   <translation>xuống</translation>
  </message>
  <message>
   <source>Move the class {0}</source>
   <translation>Chuyển lớp {0}</translation>
  </message>
  <message>
   <source>Remove the class</source>
   <translation>Xóa lớp</translation>
  </message>
  <message>
   <source>Reset the classes</source>
   <translation>Đặt lại các lớp</translation>
  </message>
  <message>
   <source>this image</source>
   <translation>ảnh này</translation>
  </message>
  <message>
   <source>Write the name of the class first, with letters or digits.</source>
   <translation>Hãy viết tên lớp trước, bằng chữ cái hoặc chữ số.</translation>
  </message>
  <message>
   <source>There is a class {0} already.</source>
   <translation>Đã có lớp {0}.</translation>
  </message>
  <message>
   <source>There are {0} keys, so {0} classes at most: remove one.</source>
   <translation>Có {0} phím nên nhiều nhất {0} lớp: hãy xóa bớt một lớp.</translation>
  </message>
 </context>
 <context>
  <name>ClassTable</name>
  <message>
   <source>Sensitivity</source>
   <translation>Độ nhạy</translation>
  </message>
  <message>
   <source>Precision</source>
   <translation>Precision</translation>
  </message>
  <message>
   <source>AUC
chance 0.50</source>
   <translation>AUC
ngẫu nhiên 0,50</translation>
  </message>
  <message>
   <source>{0}, support {1}</source>
   <translation>{0}, số mẫu {1}</translation>
  </message>
 </context>
 <context>
  <name>ClassesPage</name>
  <message>
   <source>Leave out</source>
   <translation>Bỏ ra ngoài</translation>
  </message>
  <message>
   <source>Findings and their classes</source>
   <translation>Các dấu hiệu và lớp của chúng</translation>
  </message>
  <message>
   <source>Finding</source>
   <translation>Dấu hiệu</translation>
  </message>
  <message>
   <source>Images</source>
   <translation>Ảnh</translation>
  </message>
  <message>
   <source>Class</source>
   <translation>Lớp</translation>
  </message>
  <message>
   <source>The majority of the readers decides</source>
   <translation>Theo đa số người đọc</translation>
  </message>
  <message>
   <source>One reader is enough</source>
   <translation>Một người đọc là đủ</translation>
  </message>
  <message>
   <source>Leave the image out</source>
   <translation>Bỏ ảnh ra ngoài</translation>
  </message>
  <message>
   <source>Take the class that comes first in the table</source>
   <translation>Lấy lớp đứng trước trong bảng</translation>
  </message>
  <message>
   <source>Keep all of them (multi-label)</source>
   <translation>Giữ tất cả (đa nhãn)</translation>
  </message>
  <message>
   <source>Offer classes again</source>
   <translation>Đề xuất lại các lớp</translation>
  </message>
  <message>
   <source>Findings are listed here once there is a source.</source>
   <translation>Dấu hiệu được liệt kê ở đây khi đã có nguồn.</translation>
  </message>
  <message>
   <source>Where readers differ</source>
   <translation>Khi người đọc không thống nhất</translation>
  </message>
  <message>
   <source>Where an image shows several classes</source>
   <translation>Khi một ảnh có nhiều lớp</translation>
  </message>
  <message>
   <source>Class of {0}</source>
   <translation>Lớp của {0}</translation>
  </message>
  <message>
   <source>A network needs at least two classes to tell apart: give findings at least two.</source>
   <translation>Mạng cần ít nhất hai lớp để phân biệt: hãy gán dấu hiệu vào ít nhất hai lớp.</translation>
  </message>
  <message>
   <source>{0} classes: {1}.</source>
   <translation>{0} lớp: {1}.</translation>
  </message>
  <message>
   <source>{0} findings are left out.</source>
   <translation>{0} dấu hiệu bị bỏ ra ngoài.</translation>
  </message>
 </context>
 <context>
  <name>ClassifyPanel</name>
  <message>
   <source>Classify</source>
   <translation>Phân loại</translation>
  </message>
  <message>
   <source>Classify each image on opening</source>
   <translation>Phân loại mỗi ảnh khi mở</translation>
  </message>
  <message>
   <source>The model is at work</source>
   <translation>Mô hình đang làm việc</translation>
  </message>
  <message>
   <source>Several answers</source>
   <translation>Nhiều câu trả lời</translation>
  </message>
  <message>
   <source>Preparing the faster engine for model {0} … This is done once.</source>
   <translation>Đang chuẩn bị bộ tính nhanh hơn cho mô hình {0} … Việc này chỉ làm một lần.</translation>
  </message>
  <message>
   <source>Loading model {0} …</source>
   <translation>Đang nạp mô hình {0} …</translation>
  </message>
  <message>
   <source>Classifying …</source>
   <translation>Đang phân loại …</translation>
  </message>
  <message>
   <source>No model to choose yet. Train one, then press Use this model in the run list.</source>
   <translation>Chưa có mô hình để chọn. Hãy huấn luyện một mô hình, rồi bấm Dùng mô hình này trong danh sách lượt chạy.</translation>
  </message>
  <message>
   <source>Open an image to classify it.</source>
   <translation>Hãy mở một ảnh để phân loại.</translation>
  </message>
  <message>
   <source>The model is ready. Press Classify.</source>
   <translation>Mô hình đã sẵn sàng. Bấm Phân loại.</translation>
  </message>
 </context>
 <context>
  <name>CommandPalette</name>
  <message>
   <source>Find a command</source>
   <translation>Tìm lệnh</translation>
  </message>
  <message>
   <source>Type what to do</source>
   <translation>Gõ việc cần làm</translation>
  </message>
  <message>
   <source>Commands</source>
   <translation>Các lệnh</translation>
  </message>
  <message>
   <source>No command has these words.</source>
   <translation>Không lệnh nào có những từ này.</translation>
  </message>
  <message>
   <source>{0} (on)</source>
   <translation>{0} (đang bật)</translation>
  </message>
  <message>
   <source>needs an open image</source>
   <translation>cần mở một ảnh</translation>
  </message>
  <message>
   <source>not possible now</source>
   <translation>hiện không dùng được</translation>
  </message>
 </context>
 <context>
  <name>CompareButton</name>
  <message>
   <source>Compare with</source>
   <translation>So sánh với</translation>
  </message>
  <message>
   <source>Image {0} on screen</source>
   <translation>Ảnh {0} trên màn hình</translation>
  </message>
  <message>
   <source>Another file…</source>
   <translation>Tệp khác…</translation>
  </message>
 </context>
 <context>
  <name>ComparePanel</name>
  <message>
   <source>Runs to compare</source>
   <translation>Các lượt chạy cần so sánh</translation>
  </message>
  <message>
   <source>Compare</source>
   <translation>So sánh</translation>
  </message>
  <message>
   <source>Copy as text</source>
   <translation>Chép dạng văn bản</translation>
  </message>
  <message>
   <source>&amp;Save report …</source>
   <translation>&amp;Lưu báo cáo …</translation>
  </message>
  <message>
   <source>As a web page with all numbers beside it, or as a PDF.</source>
   <translation>Thành trang web kèm mọi con số, hoặc thành PDF.</translation>
  </message>
  <message>
   <source>Use this model</source>
   <translation>Dùng mô hình này</translation>
  </message>
  <message>
   <source>Put the network of the selected run on the shelf, to classify with it.</source>
   <translation>Đưa mạng của lượt chạy đã chọn vào kho để phân loại bằng nó.</translation>
  </message>
  <message>
   <source>Comparing …</source>
   <translation>Đang so sánh …</translation>
  </message>
  <message>
   <source>Nothing to compare yet: train two runs on the same data.</source>
   <translation>Chưa có gì để so sánh: hãy huấn luyện hai lượt trên cùng dữ liệu.</translation>
  </message>
  <message>
   <source>Tick two or more runs, then press Compare.</source>
   <translation>Đánh dấu từ hai lượt chạy trở lên, rồi bấm So sánh.</translation>
  </message>
  <message>
   <source>Saved: {0}</source>
   <translation>Đã lưu: {0}</translation>
  </message>
 </context>
 <context>
  <name>Comparing</name>
  <message>
   <source>The browser lists no earlier study of this patient. Open the folder that holds it.</source>
   <translation>Danh sách không có ca chụp nào trước đó của bệnh nhân này. Hãy mở thư mục chứa nó.</translation>
  </message>
  <message>
   <source>Another file of the list has the same SOP Instance UID</source>
   <translation>Một tệp khác trong danh sách có cùng SOP Instance UID</translation>
  </message>
  <message>
   <source>Not all images on screen are of the same patient</source>
   <translation>Không phải mọi ảnh trên màn hình đều của cùng một bệnh nhân</translation>
  </message>
 </context>
 <context>
  <name>ComparisonModel</name>
  <message>
   <source>same</source>
   <translation>giống</translation>
  </message>
  <message>
   <source>differs</source>
   <translation>khác</translation>
  </message>
  <message>
   <source>only in the first</source>
   <translation>chỉ có ở tệp thứ nhất</translation>
  </message>
  <message>
   <source>only in the second</source>
   <translation>chỉ có ở tệp thứ hai</translation>
  </message>
  <message>
   <source>First file</source>
   <translation>Tệp thứ nhất</translation>
  </message>
  <message>
   <source>Second file</source>
   <translation>Tệp thứ hai</translation>
  </message>
  <message>
   <source>Tag</source>
   <translation>Tag</translation>
  </message>
  <message>
   <source>Name</source>
   <translation>Tên</translation>
  </message>
 </context>
 <context>
  <name>ComparisonTable</name>
  <message>
   <source>Only differences</source>
   <translation>Chỉ các khác biệt</translation>
  </message>
  <message>
   <source>1 attribute differs</source>
   <translation>1 thuộc tính khác nhau</translation>
  </message>
  <message>
   <source>{0} attributes differ</source>
   <translation>{0} thuộc tính khác nhau</translation>
  </message>
  <message>
   <source>Attributes of two files</source>
   <translation>Thuộc tính của hai tệp</translation>
  </message>
 </context>
 <context>
  <name>ConfusionView</name>
  <message>
   <source>Confusion matrix of {0}</source>
   <translation>Ma trận nhầm lẫn của {0}</translation>
  </message>
  <message>
   <source>Rows: true class. Columns: predicted class. Colour: share of the row.</source>
   <translation>Hàng: lớp thật. Cột: lớp dự đoán. Màu: tỷ lệ trong hàng.</translation>
  </message>
  <message>
   <source>predicted</source>
   <translation>dự đoán</translation>
  </message>
  <message>
   <source>true</source>
   <translation>thật</translation>
  </message>
 </context>
 <context>
  <name>Controls</name>
  <message>
   <source>Start training</source>
   <translation>Huấn luyện</translation>
  </message>
  <message>
   <source>Pause</source>
   <translation>Tạm dừng</translation>
  </message>
  <message>
   <source>End the process with a checkpoint; Resume in the list goes on from it.</source>
   <translation>Kết thúc tiến trình với một checkpoint; nút Tiếp tục trong danh sách chạy tiếp từ đó.</translation>
  </message>
  <message>
   <source>Stop</source>
   <translation>Dừng</translation>
  </message>
  <message>
   <source>End the training for good; what was learned is kept and tested.</source>
   <translation>Kết thúc hẳn việc huấn luyện; những gì đã học được giữ lại và kiểm tra.</translation>
  </message>
  <message>
   <source>Continue in background when the window closes</source>
   <translation>Tiếp tục ở nền khi đóng cửa sổ</translation>
  </message>
  <message>
   <source>Resume all the same</source>
   <translation>Vẫn chạy tiếp</translation>
  </message>
  <message>
   <source>Stopping after the batch under way</source>
   <translation>Sẽ dừng sau batch đang chạy</translation>
  </message>
  <message>
   <source>Pausing after the batch under way</source>
   <translation>Sẽ tạm dừng sau batch đang chạy</translation>
  </message>
  <message>
   <source>The training is not responding: nothing was heard of it for a minute. You can stop it.</source>
   <translation>Trình huấn luyện không phản hồi: một phút qua không có tin gì. Bạn có thể dừng nó.</translation>
  </message>
 </context>
 <context>
  <name>ConvergenceTable</name>
  <message>
   <source>{0}  {1}</source>
   <translation>{0}  {1}</translation>
  </message>
  <message>
   <source>{0}, seed {1}</source>
   <translation>{0}, seed {1}</translation>
  </message>
  <message>
   <source>{0} of {1}</source>
   <translation>{0} / {1}</translation>
  </message>
  <message>
   <source>Best epoch</source>
   <translation>Epoch tốt nhất</translation>
  </message>
  <message>
   <source>Time to it</source>
   <translation>Thời gian đến đó</translation>
  </message>
  <message>
   <source>Time in all</source>
   <translation>Tổng thời gian</translation>
  </message>
 </context>
 <context>
  <name>CornersPage</name>
  <message>
   <source>Hide patient data takes names, numbers, dates and places away, wherever they stand.</source>
   <translation>Ẩn dữ liệu bệnh nhân sẽ bỏ tên, số, ngày tháng và địa điểm, dù chúng nằm ở đâu.</translation>
  </message>
  <message>
   <source>Reset to defaults</source>
   <translation>Khôi phục mặc định</translation>
  </message>
  <message>
   <source>Not shown</source>
   <translation>Không hiện</translation>
  </message>
 </context>
 <context>
  <name>CurvesPage</name>
  <message>
   <source>Class of the curves</source>
   <translation>Lớp của các đường cong</translation>
  </message>
  <message>
   <source>&amp;Class</source>
   <translation>&amp;Lớp</translation>
  </message>
  <message>
   <source>Means over the seeds of an arm, with a band of {0} % at each point, not of the curve as a whole. Grey: chance.</source>
   <translation>Trung bình trên các seed của một nhánh, với dải {0} % tại từng điểm, không phải của cả đường cong. Xám: ngẫu nhiên.</translation>
  </message>
  <message>
   <source>The test part has no class of which curves could be drawn.</source>
   <translation>Tập kiểm tra không có lớp nào vẽ được đường cong.</translation>
  </message>
  <message>
   <source>Sensitivity</source>
   <translation>Độ nhạy</translation>
  </message>
  <message>
   <source>1 − specificity</source>
   <translation>1 − độ đặc hiệu</translation>
  </message>
  <message>
   <source>ROC curves</source>
   <translation>Đường cong ROC</translation>
  </message>
  <message>
   <source>Sensitivity (recall)</source>
   <translation>Độ nhạy (recall)</translation>
  </message>
  <message>
   <source>Precision</source>
   <translation>Độ chính xác số</translation>
  </message>
  <message>
   <source>Precision-recall curves</source>
   <translation>Đường cong precision-recall</translation>
  </message>
  <message>
   <source>Lines of {0}</source>
   <translation>Các đường của {0}</translation>
  </message>
 </context>
 <context>
  <name>CurvesView</name>
  <message>
   <source>Curves appear after the first epoch.</source>
   <translation>Đường cong xuất hiện sau epoch đầu tiên.</translation>
  </message>
  <message>
   <source>Training curves</source>
   <translation>Đường cong huấn luyện</translation>
  </message>
  <message>
   <source>Loss</source>
   <translation>Mất mát</translation>
  </message>
  <message>
   <source>Accuracy</source>
   <translation>Độ chính xác</translation>
  </message>
  <message>
   <source>Epoch</source>
   <translation>Epoch</translation>
  </message>
  <message>
   <source>training</source>
   <translation>huấn luyện</translation>
  </message>
  <message>
   <source>validation</source>
   <translation>kiểm định</translation>
  </message>
 </context>
 <context>
  <name>DataChooser</name>
  <message>
   <source>Data</source>
   <translation>Dữ liệu</translation>
  </message>
  <message>
   <source>Choose folder …</source>
   <translation>Chọn thư mục …</translation>
  </message>
  <message>
   <source>One sub-folder per class, files that begin with 1_ to 4_, or a labels.csv in it.</source>
   <translation>Mỗi lớp một thư mục con, tệp có tên bắt đầu bằng 1_ đến 4_, hoặc có labels.csv trong đó.</translation>
  </message>
  <message>
   <source>Choose table …</source>
   <translation>Chọn bảng …</translation>
  </message>
  <message>
   <source>A CSV or Parquet file with the columns path and label, and patient and split if known.</source>
   <translation>Tệp CSV hoặc Parquet có các cột path và label, cùng patient và split nếu biết.</translation>
  </message>
  <message>
   <source>Build …</source>
   <translation>Tạo …</translation>
  </message>
  <message>
   <source>Put a dataset together from folders, label sheets and chosen images.</source>
   <translation>Ghép bộ dữ liệu từ thư mục, bảng nhãn và các ảnh được chọn.</translation>
  </message>
  <message>
   <source>Choose labelled images: DICOM or PNG, with one class each.</source>
   <translation>Chọn ảnh đã có nhãn: DICOM hoặc PNG, mỗi ảnh một lớp.</translation>
  </message>
  <message>
   <source>Reading …</source>
   <translation>Đang đọc …</translation>
  </message>
  <message>
   <source>Data table (hidden)</source>
   <translation>Bảng dữ liệu (ẩn)</translation>
  </message>
  <message>
   <source>Data folder (hidden)</source>
   <translation>Thư mục dữ liệu (ẩn)</translation>
  </message>
  <message>
   <source>another dataset was chosen</source>
   <translation>bộ dữ liệu khác đã được chọn</translation>
  </message>
  <message>
   <source>Reading {0} of {1} files</source>
   <translation>Đang đọc {0} / {1} tệp</translation>
  </message>
  <message>
   <source>{0} images of {1} patients</source>
   <translation>{0} ảnh của {1} bệnh nhân</translation>
  </message>
  <message>
   <source>Choose a folder of labelled images</source>
   <translation>Chọn thư mục ảnh đã có nhãn</translation>
  </message>
  <message>
   <source>Choose a table</source>
   <translation>Chọn bảng</translation>
  </message>
  <message>
   <source>Tables (*.csv *.parquet)</source>
   <translation>Bảng (*.csv *.parquet)</translation>
  </message>
 </context>
 <context>
  <name>DatasetDesk</name>
  <message>
   <source>There are no labels of yours yet: begin with Train &gt; Label images.</source>
   <translation>Bạn chưa có nhãn nào: hãy bắt đầu bằng Huấn luyện &gt; Gán nhãn ảnh.</translation>
  </message>
  <message>
   <source>There is no image to take: open a folder in the window, or choose a row there.</source>
   <translation>Không có ảnh nào để lấy: hãy mở một thư mục trong cửa sổ chính, hoặc chọn một hàng ở đó.</translation>
  </message>
  <message>
   <source>browser</source>
   <translation>trình duyệt</translation>
  </message>
  <message>
   <source>There are no labels to take yet: begin with Train &gt; Label images.</source>
   <translation>Chưa có nhãn nào để lấy: hãy bắt đầu bằng Huấn luyện &gt; Gán nhãn ảnh.</translation>
  </message>
  <message>
   <source>own labels</source>
   <translation>nhãn của tôi</translation>
  </message>
 </context>
 <context>
  <name>DatasetDialog</name>
  <message>
   <source>Build dataset</source>
   <translation>Tạo bộ dữ liệu</translation>
  </message>
  <message>
   <source>&amp;1 Sources</source>
   <translation>&amp;1 Nguồn</translation>
  </message>
  <message>
   <source>&amp;2 Classes</source>
   <translation>&amp;2 Lớp</translation>
  </message>
  <message>
   <source>&amp;3 Table</source>
   <translation>&amp;3 Bảng</translation>
  </message>
  <message>
   <source>Back</source>
   <translation>Quay lại</translation>
  </message>
  <message>
   <source>Next</source>
   <translation>Tiếp</translation>
  </message>
 </context>
 <context>
  <name>DeclarationPage</name>
  <message>
   <source>A&amp;dd comparison</source>
   <translation>&amp;Thêm so sánh</translation>
  </message>
  <message>
   <source>Re&amp;move comparison</source>
   <translation>&amp;Xóa so sánh</translation>
  </message>
  <message>
   <source>{0} against {1}</source>
   <translation>{0} so với {1}</translation>
  </message>
  <message>
   <source>No comparison was chosen: all pairs of arms are compared, which costs power.</source>
   <translation>Chưa chọn so sánh nào: mọi cặp nhánh đều được so sánh, điều này làm giảm lực thống kê.</translation>
  </message>
  <message>
   <source>Comparisons</source>
   <translation>Các so sánh</translation>
  </message>
  <message>
   <source>Comparison</source>
   <translation>So sánh</translation>
  </message>
  <message>
   <source>A difference may be put down to</source>
   <translation>Khác biệt có thể quy cho</translation>
  </message>
  <message>
   <source>&amp;Figure</source>
   <translation>Chỉ &amp;số</translation>
  </message>
  <message>
   <source>Mar&amp;gin (units of the figure)</source>
   <translation>&amp;Biên (theo đơn vị của chỉ số)</translation>
  </message>
  <message>
   <source>A&amp;lpha (over all comparisons)</source>
   <translation>&amp;Alpha (trên mọi so sánh)</translation>
  </message>
  <message>
   <source>Fi&amp;rst arm</source>
   <translation>Nhánh thứ &amp;nhất</translation>
  </message>
  <message>
   <source>Se&amp;cond arm</source>
   <translation>Nhánh thứ &amp;hai</translation>
  </message>
  <message>
   <source>Differences smaller than this do not matter: 0.02 is two points of AUC.</source>
   <translation>Khác biệt nhỏ hơn mức này không đáng kể: 0,02 là hai điểm AUC.</translation>
  </message>
  <message>
   <source>Comparisons: the first arm minus the second</source>
   <translation>Các so sánh: nhánh thứ nhất trừ nhánh thứ hai</translation>
  </message>
 </context>
 <context>
  <name>DeidentifyDialog</name>
  <message>
   <source>Export de-identified</source>
   <translation>Xuất bản khử định danh</translation>
  </message>
  <message>
   <source>&amp;Move dates by a random number of days instead of removing them</source>
   <translation>&amp;Dời ngày tháng một số ngày ngẫu nhiên thay vì xóa</translation>
  </message>
  <message>
   <source>I have &amp;looked at the images: no text in their pixels names the patient</source>
   <translation>Tôi đã &amp;xem ảnh: không có chữ nào trong điểm ảnh nêu tên bệnh nhân</translation>
  </message>
  <message>
   <source>Copies without names, numbers, dates, free texts and private attributes, with other UIDs (DICOM PS3.15, Basic Profile). Text that is part of the pixels stays: images whose file does not deny it are held back until you confirm.</source>
   <translation>Các bản sao không có tên, số, ngày tháng, văn bản tự do và thuộc tính riêng, với UID khác (DICOM PS3.15, Basic Profile). Chữ nằm trong điểm ảnh vẫn còn: ảnh nào mà tệp không phủ nhận điều đó sẽ bị giữ lại cho đến khi bạn xác nhận.</translation>
  </message>
  <message>
   <source>De-identifying</source>
   <translation>Đang khử định danh</translation>
  </message>
  <message>
   <source>Export…</source>
   <translation>Xuất…</translation>
  </message>
  <message>
   <source>The image on screen</source>
   <translation>Ảnh trên màn hình</translation>
  </message>
  <message>
   <source>The {0} images of its series</source>
   <translation>{0} ảnh của loạt này</translation>
  </message>
  <message>
   <source>All {0} listed images</source>
   <translation>Tất cả {0} ảnh trong danh sách</translation>
  </message>
  <message>
   <source>{0} of {1} images</source>
   <translation>{0} / {1} ảnh</translation>
  </message>
  <message>
   <source>Stopped. What was written stays.</source>
   <translation>Đã dừng. Những gì đã ghi vẫn được giữ.</translation>
  </message>
  <message>
   <source>{0} copies written.</source>
   <translation>Đã ghi {0} bản sao.</translation>
  </message>
  <message>
   <source>{0} copies written to {1}.</source>
   <translation>Đã ghi {0} bản sao vào {1}.</translation>
  </message>
  <message>
   <source>{0} images were held back because their pixels may name the patient: look at them, confirm above and export again.</source>
   <translation>{0} ảnh bị giữ lại vì điểm ảnh có thể nêu tên bệnh nhân: hãy xem chúng, xác nhận ở trên rồi xuất lại.</translation>
  </message>
  <message>
   <source>{0} files were not copied:</source>
   <translation>{0} tệp không được sao chép:</translation>
  </message>
  <message>
   <source>&amp;Which</source>
   <translation>Ảnh &amp;nào</translation>
  </message>
  <message>
   <source>Export into a folder</source>
   <translation>Xuất vào thư mục</translation>
  </message>
 </context>
 <context>
  <name>DepthBar</name>
  <message>
   <source>First bit depth</source>
   <translation>Độ sâu bit thứ nhất</translation>
  </message>
  <message>
   <source>Second bit depth</source>
   <translation>Độ sâu bit thứ hai</translation>
  </message>
  <message>
   <source>Sho&amp;w the other</source>
   <translation>Hiện &amp;bên kia</translation>
  </message>
  <message>
   <source>&amp;Pause</source>
   <translation>Tạm &amp;dừng</translation>
  </message>
  <message>
   <source>&amp;Go on</source>
   <translation>&amp;Tiếp tục</translation>
  </message>
  <message>
   <source>Dark: second lower by up to {0} stored values; mid-grey: same; light: higher</source>
   <translation>Tối: bên thứ hai thấp hơn, tới {0} giá trị lưu; xám giữa: bằng nhau; sáng: cao hơn</translation>
  </message>
  <message>
   <source>Side by side</source>
   <translation>Cạnh nhau</translation>
  </message>
  <message>
   <source>Flicker</source>
   <translation>Nhấp nháy</translation>
  </message>
  <message>
   <source>Amplified difference</source>
   <translation>Hiệu số khuếch đại</translation>
  </message>
  <message>
   <source>Way of comparing</source>
   <translation>Cách so sánh</translation>
  </message>
  <message>
   <source>Amplified by</source>
   <translation>Khuếch đại</translation>
  </message>
  <message>
   <source>Time that each image is seen</source>
   <translation>Thời gian xem mỗi ảnh</translation>
  </message>
  <message>
   <source> ms</source>
   <translation> ms</translation>
  </message>
  <message>
   <source>Space, while the image has the keyboard</source>
   <translation>Phím cách, khi ảnh đang nhận bàn phím</translation>
  </message>
  <message>
   <source>against</source>
   <translation>so với</translation>
  </message>
  <message>
   <source>Each for</source>
   <translation>Mỗi ảnh</translation>
  </message>
  <message>
   <source>Zoom, position and window are the same on both. 100 % shows every stored pixel.</source>
   <translation>Thu phóng, vị trí và cửa sổ giống nhau ở cả hai. 100 % hiện từng điểm ảnh lưu.</translation>
  </message>
 </context>
 <context>
  <name>DepthComparison</name>
  <message>
   <source>Open an image of more than 8 bits in the main window to see what bit depth changes of it.</source>
   <translation>Hãy mở một ảnh trên 8 bit trong cửa sổ chính để xem độ sâu bit thay đổi gì.</translation>
  </message>
  <message>
   <source>Choose a network in the Classify panel to ask it at both depths.</source>
   <translation>Hãy chọn một mạng trong ngăn Phân loại để hỏi nó ở cả hai độ sâu bit.</translation>
  </message>
  <message>
   <source>{0}, trained at bit depth: {1}.</source>
   <translation>{0}, được huấn luyện ở độ sâu bit: {1}.</translation>
  </message>
  <message>
   <source>Asking the network …</source>
   <translation>Đang hỏi mạng …</translation>
  </message>
  <message>
   <source>Making the heat maps …</source>
   <translation>Đang tạo các bản đồ nhiệt …</translation>
  </message>
  <message>
   <source>There is no image to look at: open a folder in the main window.</source>
   <translation>Không có ảnh để xem: hãy mở một thư mục trong cửa sổ chính.</translation>
  </message>
  <message>
   <source>Difference × {0}</source>
   <translation>Hiệu số × {0}</translation>
  </message>
 </context>
 <context>
  <name>DepthWindow</name>
  <message>
   <source>What did bit depth change?</source>
   <translation>Độ sâu bit đã thay đổi gì?</translation>
  </message>
  <message>
   <source>Left under this window</source>
   <translation>Còn lại trong cửa sổ này</translation>
  </message>
  <message>
   <source>What the network says</source>
   <translation>Mạng trả lời thế nào</translation>
  </message>
  <message>
   <source>Flips</source>
   <translation>Đổi quyết định</translation>
  </message>
 </context>
 <context>
  <name>DicomDesk</name>
  <message>
   <source>Save the result as a DICOM report</source>
   <translation>Lưu kết quả thành báo cáo DICOM</translation>
  </message>
  <message>
   <source>Save the result as a DICOM picture</source>
   <translation>Lưu kết quả thành hình DICOM</translation>
  </message>
  <message>
   <source>There is no answer about this image yet: classify it first.</source>
   <translation>Chưa có câu trả lời về ảnh này: hãy phân loại trước.</translation>
  </message>
  <message>
   <source>Written.</source>
   <translation>Đã ghi.</translation>
  </message>
  <message>
   <source>Written: {0}</source>
   <translation>Đã ghi: {0}</translation>
  </message>
 </context>
 <context>
  <name>DisplayPanel</name>
  <message>
   <source>{0} (yours)</source>
   <translation>{0} (của bạn)</translation>
  </message>
  <message>
   <source>Open an image to set its window.</source>
   <translation>Hãy mở một ảnh để đặt cửa sổ.</translation>
  </message>
  <message>
   <source>A colour image has no grey window: its colours are shown as they are.</source>
   <translation>Ảnh màu không có cửa sổ mức xám: màu được hiện nguyên như vậy.</translation>
  </message>
  <message>
   <source>Window</source>
   <translation>Cửa sổ</translation>
  </message>
  <message>
   <source>Histogram</source>
   <translation>Biểu đồ mức xám</translation>
  </message>
  <message>
   <source>Screen</source>
   <translation>Màn hình</translation>
  </message>
  <message>
   <source>What the file holds</source>
   <translation>Tệp chứa gì</translation>
  </message>
 </context>
 <context>
  <name>Docks</name>
  <message>
   <source>Browser</source>
   <translation>Trình duyệt</translation>
  </message>
  <message>
   <source>Panels</source>
   <translation>Các ngăn</translation>
  </message>
 </context>
 <context>
  <name>Doubt</name>
  <message>
   <source>Show anyway</source>
   <translation>Vẫn hiện</translation>
  </message>
 </context>
 <context>
  <name>EarlierResults</name>
  <message>
   <source>Earlier results</source>
   <translation>Kết quả trước đây</translation>
  </message>
  <message>
   <source>and {0} more</source>
   <translation>và {0} kết quả nữa</translation>
  </message>
  <message>
   <source>frame {0}</source>
   <translation>khung {0}</translation>
  </message>
  <message>
   <source>made with CXR-12 {0}</source>
   <translation>tạo bằng CXR-12 {0}</translation>
  </message>
  <message>
   <source>another model of this name</source>
   <translation>mô hình khác cùng tên</translation>
  </message>
  <message>
   <source>prepared in another way</source>
   <translation>tiền xử lý khác</translation>
  </message>
  <message>
   <source>another calibration</source>
   <translation>hiệu chỉnh khác</translation>
  </message>
 </context>
 <context>
  <name>EffortTable</name>
  <message>
   <source>Lowest
validation
loss</source>
   <translation>Mất mát
kiểm định
thấp nhất</translation>
  </message>
  <message>
   <source>Epochs
to it</source>
   <translation>Số epoch
đến đó</translation>
  </message>
  <message>
   <source>Time
to it</source>
   <translation>Thời gian
đến đó</translation>
  </message>
  <message>
   <source>Parameters</source>
   <translation>Số tham số</translation>
  </message>
  <message>
   <source>{0} of {1}</source>
   <translation>{0} / {1}</translation>
  </message>
 </context>
 <context>
  <name>EmptyState</name>
  <message>
   <source>Drop a folder or DICOM files here</source>
   <translation>Thả thư mục hoặc tệp DICOM vào đây</translation>
  </message>
  <message>
   <source>or open one. The sample folder holds synthetic and real radiographs to try.</source>
   <translation>hoặc mở một mục. Thư mục mẫu có phim tổng hợp và phim thật để dùng thử.</translation>
  </message>
  <message>
   <source>Open folder</source>
   <translation>Mở thư mục</translation>
  </message>
  <message>
   <source>Open files</source>
   <translation>Mở tệp</translation>
  </message>
  <message>
   <source>Open sample folder</source>
   <translation>Mở thư mục mẫu</translation>
  </message>
 </context>
 <context>
  <name>EstimateView</name>
  <message>
   <source>by earlier runs here</source>
   <translation>theo các lượt chạy trước ở đây</translation>
  </message>
  <message>
   <source>roughly, no such run was made here yet</source>
   <translation>ước chừng, ở đây chưa có lượt chạy nào như vậy</translation>
  </message>
  <message>
   <source>About {0} of memory, {1} for each of {2} epochs ({3} in all, {4}), {5} of disk.</source>
   <translation>Khoảng {0} bộ nhớ, {1} cho mỗi epoch trong {2} epoch (tổng {3}, {4}), {5} đĩa.</translation>
  </message>
 </context>
 <context>
  <name>ExplainPanel</name>
  <message>
   <source>{0}. Heat maps are approximate.</source>
   <translation>{0}. Bản đồ nhiệt chỉ gần đúng.</translation>
  </message>
  <message>
   <source>Heat map</source>
   <translation>Bản đồ nhiệt</translation>
  </message>
  <message>
   <source>What the model saw</source>
   <translation>Mô hình nhìn thấy gì</translation>
  </message>
  <message>
   <source>What changes the answer</source>
   <translation>Điều gì làm đổi câu trả lời</translation>
  </message>
  <message>
   <source>Randomisation check</source>
   <translation>Kiểm tra ngẫu nhiên hóa</translation>
  </message>
  <message>
   <source>Choose a model in the Classify panel to have its answers explained.</source>
   <translation>Hãy chọn một mô hình trong ngăn Phân loại để được giải thích câu trả lời.</translation>
  </message>
  <message>
   <source>Open an image to have an answer about it explained.</source>
   <translation>Hãy mở một ảnh để được giải thích câu trả lời về nó.</translation>
  </message>
 </context>
 <context>
  <name>ExportDesk</name>
  <message>
   <source>The picture is on the clipboard.</source>
   <translation>Hình đã ở trong bộ nhớ tạm.</translation>
  </message>
  <message>
   <source>The image is still being read: try again when it is there.</source>
   <translation>Ảnh vẫn đang được đọc: hãy thử lại khi đọc xong.</translation>
  </message>
  <message>
   <source>Stopped. What was written stays.</source>
   <translation>Đã dừng. Những gì đã ghi vẫn được giữ.</translation>
  </message>
 </context>
 <context>
  <name>ExportDialog</name>
  <message>
   <source>Export</source>
   <translation>Xuất</translation>
  </message>
  <message>
   <source>With annotations</source>
   <translation>Kèm chú thích</translation>
  </message>
  <message>
   <source>With corner texts and marks</source>
   <translation>Kèm chữ ở góc và dấu</translation>
  </message>
  <message>
   <source>Exporting</source>
   <translation>Đang xuất</translation>
  </message>
  <message>
   <source>Export…</source>
   <translation>Xuất…</translation>
  </message>
  <message>
   <source>The image on screen</source>
   <translation>Ảnh trên màn hình</translation>
  </message>
  <message>
   <source>The {0} images of its series, as they open</source>
   <translation>{0} ảnh của loạt này, như khi mở</translation>
  </message>
  <message>
   <source>All {0} listed images, as they open</source>
   <translation>Tất cả {0} ảnh trong danh sách, như khi mở</translation>
  </message>
  <message>
   <source>Written.</source>
   <translation>Đã ghi.</translation>
  </message>
  <message>
   <source>Written: {0}</source>
   <translation>Đã ghi: {0}</translation>
  </message>
  <message>
   <source>{0} pictures written.</source>
   <translation>Đã ghi {0} hình.</translation>
  </message>
  <message>
   <source>{0} pictures written to {1}.</source>
   <translation>Đã ghi {0} hình vào {1}.</translation>
  </message>
  <message>
   <source>{0} images could not be exported:</source>
   <translation>{0} ảnh không xuất được:</translation>
  </message>
  <message>
   <source>{0} of {1} images</source>
   <translation>{0} / {1} ảnh</translation>
  </message>
  <message>
   <source>PNG as shown, 8 bits</source>
   <translation>PNG như đang hiện, 8 bit</translation>
  </message>
  <message>
   <source>PNG at native depth, 16 bits</source>
   <translation>PNG ở độ sâu gốc, 16 bit</translation>
  </message>
  <message>
   <source>TIFF at native depth, 16 bits</source>
   <translation>TIFF ở độ sâu gốc, 16 bit</translation>
  </message>
  <message>
   <source>PDF page, as shown</source>
   <translation>Trang PDF, như đang hiện</translation>
  </message>
  <message>
   <source>The whole image at stored resolution</source>
   <translation>Toàn bộ ảnh ở độ phân giải lưu</translation>
  </message>
  <message>
   <source>What the view shows, at screen resolution</source>
   <translation>Phần đang xem, ở độ phân giải màn hình</translation>
  </message>
  <message>
   <source>&amp;Which</source>
   <translation>Ảnh &amp;nào</translation>
  </message>
  <message>
   <source>&amp;Format</source>
   <translation>Định &amp;dạng</translation>
  </message>
  <message>
   <source>&amp;Part</source>
   <translation>&amp;Phần</translation>
  </message>
  <message>
   <source>Stored values as they are: not windowed, not turned. Signed values are raised by half their range. Annotations take the highest value.</source>
   <translation>Giá trị lưu giữ nguyên: không qua cửa sổ, không xoay. Giá trị có dấu được nâng thêm nửa khoảng. Chú thích lấy giá trị cao nhất.</translation>
  </message>
  <message>
   <source>The corner texts name the patient. To leave that out, hide patient data first.</source>
   <translation>Chữ ở góc nêu tên bệnh nhân. Để bỏ ra, hãy ẩn dữ liệu bệnh nhân trước.</translation>
  </message>
  <message>
   <source>Export into a folder</source>
   <translation>Xuất vào thư mục</translation>
  </message>
 </context>
 <context>
  <name>FiguresPage</name>
  <message>
   <source>Figures of each run</source>
   <translation>Chỉ số của từng lượt chạy</translation>
  </message>
  <message>
   <source>Figures of each class</source>
   <translation>Chỉ số của từng lớp</translation>
  </message>
  <message>
   <source>Training of each run</source>
   <translation>Quá trình huấn luyện của từng lượt chạy</translation>
  </message>
  <message>
   <source>Figures of each arm</source>
   <translation>Chỉ số của từng nhánh</translation>
  </message>
  <message>
   <source>Figures of each class, by arm</source>
   <translation>Chỉ số của từng lớp, theo nhánh</translation>
  </message>
  <message>
   <source>Figures of each subgroup</source>
   <translation>Chỉ số của từng phân nhóm</translation>
  </message>
  <message>
   <source>Arms</source>
   <translation>Các nhánh</translation>
  </message>
  <message>
   <source>Each class, by arm</source>
   <translation>Từng lớp, theo nhánh</translation>
  </message>
  <message>
   <source>Subgroups</source>
   <translation>Các phân nhóm</translation>
  </message>
  <message>
   <source>Runs</source>
   <translation>Các lượt chạy</translation>
  </message>
  <message>
   <source>Confusion matrices of the runs</source>
   <translation>Ma trận nhầm lẫn của các lượt chạy</translation>
  </message>
  <message>
   <source>Each class, by run</source>
   <translation>Từng lớp, theo lượt chạy</translation>
  </message>
  <message>
   <source>Tested on the same {0} images of {1} patients. In brackets: the 95 % interval.</source>
   <translation>Kiểm tra trên cùng {0} ảnh của {1} bệnh nhân. Trong ngoặc: khoảng tin cậy 95 %.</translation>
  </message>
  <message>
   <source> ({0} undecided)</source>
   <translation> ({0} chưa phân định)</translation>
  </message>
 </context>
 <context>
  <name>FilterRow</name>
  <message>
   <source>Find in the results</source>
   <translation>Tìm trong kết quả</translation>
  </message>
  <message>
   <source>Decision</source>
   <translation>Quyết định</translation>
  </message>
  <message>
   <source>Which results</source>
   <translation>Kết quả nào</translation>
  </message>
  <message>
   <source>All results</source>
   <translation>Mọi kết quả</translation>
  </message>
  <message>
   <source>Only without an answer</source>
   <translation>Chỉ ảnh không có câu trả lời</translation>
  </message>
  <message>
   <source>Only doubtful or undecided</source>
   <translation>Chỉ ảnh đáng ngờ hoặc chưa phân định</translation>
  </message>
  <message>
   <source>Only against the label</source>
   <translation>Chỉ ảnh trái với nhãn</translation>
  </message>
  <message>
   <source>Only without a verdict</source>
   <translation>Chỉ ảnh chưa có nhận định</translation>
  </message>
  <message>
   <source>Any decision</source>
   <translation>Mọi quyết định</translation>
  </message>
 </context>
 <context>
  <name>FindRow</name>
  <message>
   <source>Find a number, keyword, name or value</source>
   <translation>Tìm số, từ khóa, tên hoặc giá trị</translation>
  </message>
  <message>
   <source>Find among the attributes</source>
   <translation>Tìm trong các thuộc tính</translation>
  </message>
  <message>
   <source>Previous find</source>
   <translation>Kết quả tìm trước</translation>
  </message>
  <message>
   <source>Next find</source>
   <translation>Kết quả tìm sau</translation>
  </message>
  <message>
   <source>{0} of {1}</source>
   <translation>{0} / {1}</translation>
  </message>
  <message>
   <source>None</source>
   <translation>Không có</translation>
  </message>
 </context>
 <context>
  <name>Finding</name>
  <message>
   <source>Reading attributes</source>
   <translation>Đang đọc thuộc tính</translation>
  </message>
  <message>
   <source>Searching…</source>
   <translation>Đang tìm…</translation>
  </message>
  <message>
   <source>No attribute is called “{0}”: write its keyword or number, as in 0008,1010:XR1.</source>
   <translation>Không có thuộc tính nào tên “{0}”: hãy viết từ khóa hoặc số của nó, ví dụ 0008,1010:XR1.</translation>
  </message>
  <message>
   <source>Attributes are not searched while patient data is hidden.</source>
   <translation>Không tìm trong thuộc tính khi dữ liệu bệnh nhân đang ẩn.</translation>
  </message>
  <message>
   <source>{0} of {1} attributes</source>
   <translation>{0} / {1} thuộc tính</translation>
  </message>
 </context>
 <context>
  <name>FlipsSection</name>
  <message>
   <source>&amp;Find flips among the listed images</source>
   <translation>Tì&amp;m ảnh đổi quyết định trong danh sách</translation>
  </message>
  <message>
   <source>Looking for flips</source>
   <translation>Đang tìm ảnh đổi quyết định</translation>
  </message>
  <message>
   <source>Images whose decision flips</source>
   <translation>Các ảnh đổi quyết định</translation>
  </message>
  <message>
   <source>{0} of {1} images</source>
   <translation>{0} / {1} ảnh</translation>
  </message>
  <message>
   <source>{0} of {1} images flip.</source>
   <translation>{0} / {1} ảnh đổi quyết định.</translation>
  </message>
  <message>
   <source>{0} left out: the network does not take them at both bit depths.</source>
   <translation>{0} ảnh bị bỏ ra: mạng không nhận chúng ở cả hai độ sâu bit.</translation>
  </message>
  <message>
   <source>Ended before its time: {0} found until then.</source>
   <translation>Kết thúc sớm: đến lúc đó tìm được {0}.</translation>
  </message>
  <message>
   <source>Image {0}</source>
   <translation>Ảnh {0}</translation>
  </message>
  <message>
   <source>no decision</source>
   <translation>không có quyết định</translation>
  </message>
  <message>
   <source>Image</source>
   <translation>Ảnh</translation>
  </message>
  <message>
   <source>First</source>
   <translation>Thứ nhất</translation>
  </message>
  <message>
   <source>Second</source>
   <translation>Thứ hai</translation>
  </message>
 </context>
 <context>
  <name>Forgetting</name>
  <message>
   <source>Forget</source>
   <translation>Quên</translation>
  </message>
  <message>
   <source>Keep</source>
   <translation>Giữ</translation>
  </message>
  <message>
   <source>Forget {0}? What CXR-12 keeps of it is removed: its list, thumbnails, annotations, results, your verdicts on them, labels, and its place among the recent folders. The files themselves stay.</source>
   <translation>Quên {0}? Những gì CXR-12 lưu về nó sẽ bị xóa: danh sách, ảnh thu nhỏ, chú thích, kết quả, nhận định của bạn, nhãn, và chỗ của nó trong các thư mục gần đây. Bản thân các tệp vẫn còn.</translation>
  </message>
  <message>
   <source>this folder</source>
   <translation>thư mục này</translation>
  </message>
  <message>
   <source>1 file</source>
   <translation>1 tệp</translation>
  </message>
  <message>
   <source>{0} files</source>
   <translation>{0} tệp</translation>
  </message>
  <message>
   <source>1 thumbnail</source>
   <translation>1 ảnh thu nhỏ</translation>
  </message>
  <message>
   <source>{0} thumbnails</source>
   <translation>{0} ảnh thu nhỏ</translation>
  </message>
  <message>
   <source>1 image</source>
   <translation>1 ảnh</translation>
  </message>
  <message>
   <source>{0} images</source>
   <translation>{0} ảnh</translation>
  </message>
  <message>
   <source>1 result</source>
   <translation>1 kết quả</translation>
  </message>
  <message>
   <source>{0} results</source>
   <translation>{0} kết quả</translation>
  </message>
  <message>
   <source>1 verdict</source>
   <translation>1 nhận định</translation>
  </message>
  <message>
   <source>{0} verdicts</source>
   <translation>{0} nhận định</translation>
  </message>
  <message>
   <source>1 label</source>
   <translation>1 nhãn</translation>
  </message>
  <message>
   <source>{0} labels</source>
   <translation>{0} nhãn</translation>
  </message>
  <message>
   <source>Of {0}, CXR-12 removed the record of {1}, {2}, the annotations of {3}, {4}, {5} and {6}.</source>
   <translation>Với {0}, CXR-12 đã xóa mục ghi của {1}, {2}, chú thích của {3}, {4}, {5} và {6}.</translation>
  </message>
 </context>
 <context>
  <name>FrameSlider</name>
  <message>
   <source>Frame</source>
   <translation>Khung</translation>
  </message>
  <message>
   <source>Frame of the image: Alt+Left and Alt+Right, or the wheel over the image</source>
   <translation>Khung của ảnh: Alt+Left và Alt+Right, hoặc lăn chuột trên ảnh</translation>
  </message>
  <message>
   <source>The frames as a film: Shift+P</source>
   <translation>Phát các khung như phim: Shift+P</translation>
  </message>
  <message>
   <source> per second</source>
   <translation> mỗi giây</translation>
  </message>
  <message>
   <source>Frames per second</source>
   <translation>Số khung mỗi giây</translation>
  </message>
  <message>
   <source>Pause</source>
   <translation>Tạm dừng</translation>
  </message>
  <message>
   <source>Play</source>
   <translation>Phát</translation>
  </message>
  <message>
   <source>Pause the film</source>
   <translation>Tạm dừng phim</translation>
  </message>
  <message>
   <source>Play the frames as a film</source>
   <translation>Phát các khung như phim</translation>
  </message>
  <message>
   <source>Frame {0} of {1}</source>
   <translation>Khung {0} / {1}</translation>
  </message>
 </context>
 <context>
  <name>Guide</name>
  <message>
   <source>New to CXR-12?</source>
   <translation>Mới dùng CXR-12?</translation>
  </message>
  <message>
   <source>A tour of {0} steps shows where things are. It stays in the Help menu.</source>
   <translation>Phần giới thiệu {0} bước chỉ chỗ của mọi thứ. Nó luôn có trong menu Trợ giúp.</translation>
  </message>
 </context>
 <context>
  <name>HeatSection</name>
  <message>
   <source>Making the heat map</source>
   <translation>Đang tạo bản đồ nhiệt</translation>
  </message>
  <message>
   <source>Class</source>
   <translation>Lớp</translation>
  </message>
  <message>
   <source>Method</source>
   <translation>Phương pháp</translation>
  </message>
  <message>
   <source>Colours</source>
   <translation>Bảng màu</translation>
  </message>
  <message>
   <source>Grad-CAM: what the last features held that speaks for the class. Grad-CAM++: the same, weighted by the places that speak for it alone; often wider. Occlusion: what the class loses when a part is covered; slower.</source>
   <translation>Grad-CAM: điều mà các đặc trưng cuối chứa đựng nói lên lớp đó. Grad-CAM++: như vậy, có trọng số theo riêng những chỗ nói lên lớp đó; thường rộng hơn. Che khuất: điều mà lớp đó mất đi khi một phần bị che; chậm hơn.</translation>
  </message>
  <message>
   <source>Make heat map</source>
   <translation>Tạo bản đồ nhiệt</translation>
  </message>
  <message>
   <source>Show on the image</source>
   <translation>Hiện trên ảnh</translation>
  </message>
  <message>
   <source>Opacity</source>
   <translation>Độ đục</translation>
  </message>
  <message>
   <source>Threshold</source>
   <translation>Ngưỡng</translation>
  </message>
  <message>
   <source>Heat map</source>
   <translation>Bản đồ nhiệt</translation>
  </message>
 </context>
 <context>
  <name>Histogram</name>
  <message>
   <source>Histogram of the image's values</source>
   <translation>Biểu đồ mức xám của ảnh</translation>
  </message>
  <message>
   <source>Window from {0} to {1}</source>
   <translation>Cửa sổ từ {0} đến {1}</translation>
  </message>
 </context>
 <context>
  <name>HistogramSection</name>
  <message>
   <source>Logarithmic counts</source>
   <translation>Số đếm theo thang log</translation>
  </message>
  <message>
   <source>{0} of the image's {1} grey levels are in this window; the screen shows them as {2}.</source>
   <translation>{0} / {1} mức xám của ảnh nằm trong cửa sổ này; màn hình hiện chúng thành {2}.</translation>
  </message>
 </context>
 <context>
  <name>ImageArea</name>
  <message>
   <source>Making the sample folder</source>
   <translation>Đang tạo thư mục mẫu</translation>
  </message>
  <message>
   <source>Opening an image</source>
   <translation>Đang mở ảnh</translation>
  </message>
 </context>
 <context>
  <name>ImagePicture</name>
  <message>
   <source>Image</source>
   <translation>Ảnh</translation>
  </message>
  <message>
   <source>Preview: the image is still being read</source>
   <translation>Xem trước: ảnh vẫn đang được đọc</translation>
  </message>
 </context>
 <context>
  <name>ImportForm</name>
  <message>
   <source>in the order of its outputs, with commas between</source>
   <translation>theo thứ tự đầu ra, cách nhau bằng dấu phẩy</translation>
  </message>
  <message>
   <source>Use the thesis' values</source>
   <translation>Dùng giá trị của luận văn</translation>
  </message>
  <message>
   <source> pixels</source>
   <translation> điểm ảnh</translation>
  </message>
  <message>
   <source>Import</source>
   <translation>Nhập</translation>
  </message>
  <message>
   <source>Do not import</source>
   <translation>Không nhập</translation>
  </message>
  <message>
   <source>Import {0}</source>
   <translation>Nhập {0}</translation>
  </message>
  <message>
   <source>It has a card of its own: {0}, {1}.</source>
   <translation>Tệp có thẻ riêng: {0}, {1}.</translation>
  </message>
  <message>
   <source>Weights alone, {0} numbers. Say which network they belong to.</source>
   <translation>Chỉ có trọng số, {0} số. Hãy cho biết chúng thuộc mạng nào.</translation>
  </message>
  <message>
   <source>{0} x {1} pixels, channels {2}; {3} classes by {4}; {5} layers, {6} parameters.</source>
   <translation>{0} x {1} điểm ảnh, {2} kênh; {3} lớp qua {4}; {5} tầng, {6} tham số.</translation>
  </message>
  <message>
   <source>It has one output: the probability of the second class.</source>
   <translation>Mạng có một đầu ra: xác suất của lớp thứ hai.</translation>
  </message>
  <message>
   <source>Find out by the shapes</source>
   <translation>Tìm theo hình dạng</translation>
  </message>
  <message>
   <source>&amp;Name</source>
   <translation>&amp;Tên</translation>
  </message>
  <message>
   <source>C&amp;lasses</source>
   <translation>&amp;Lớp</translation>
  </message>
  <message>
   <source>&amp;Preset</source>
   <translation>Tiền &amp;xử lý</translation>
  </message>
  <message>
   <source>Net&amp;work</source>
   <translation>&amp;Mạng</translation>
  </message>
  <message>
   <source>Input &amp;size</source>
   <translation>&amp;Kích thước đầu vào</translation>
  </message>
  <message>
   <source>&amp;Output</source>
   <translation>Đầu &amp;ra</translation>
  </message>
 </context>
 <context>
  <name>InputHistogram</name>
  <message>
   <source>Histogram of the network's input</source>
   <translation>Biểu đồ mức xám của đầu vào mạng</translation>
  </message>
  <message>
   <source>Histogram of the network's input, {0} to {1}</source>
   <translation>Biểu đồ mức xám của đầu vào mạng, {0} đến {1}</translation>
  </message>
  <message>
   <source>{0}; heights are square roots of counts</source>
   <translation>{0}; chiều cao là căn bậc hai của số đếm</translation>
  </message>
 </context>
 <context>
  <name>InputPicture</name>
  <message>
   <source>The network's input as a picture</source>
   <translation>Đầu vào của mạng dưới dạng hình</translation>
  </message>
 </context>
 <context>
  <name>IntegrityView</name>
  <message>
   <source>Notes on this file</source>
   <translation>Ghi chú về tệp này</translation>
  </message>
  <message>
   <source>Counting grey levels…</source>
   <translation>Đang đếm mức xám…</translation>
  </message>
  <message>
   <source>Warning</source>
   <translation>Cảnh báo</translation>
  </message>
 </context>
 <context>
  <name>Judging</name>
  <message>
   <source>There is no decision to agree with: give the image a class instead.</source>
   <translation>Không có quyết định để đồng ý: hãy gán một lớp cho ảnh.</translation>
  </message>
  <message>
   <source>The verdict is taken back.</source>
   <translation>Đã rút lại nhận định.</translation>
  </message>
  <message>
   <source>Kept: the image is {0}.</source>
   <translation>Đã lưu: ảnh là {0}.</translation>
  </message>
  <message>
   <source>Kept: you agree with {0}.</source>
   <translation>Đã lưu: bạn đồng ý với {0}.</translation>
  </message>
  <message>
   <source>Kept: you disagree with {0}.</source>
   <translation>Đã lưu: bạn không đồng ý với {0}.</translation>
  </message>
  <message>
   <source>Kept: you disagree.</source>
   <translation>Đã lưu: bạn không đồng ý.</translation>
  </message>
 </context>
 <context>
  <name>Keeping</name>
  <message>
   <source>Annotations could not be saved ({0}); they hold until CXR-12 is closed.</source>
   <translation>Không lưu được chú thích ({0}); chúng còn cho đến khi đóng CXR-12.</translation>
  </message>
 </context>
 <context>
  <name>LabelDesk</name>
  <message>
   <source>Export labels</source>
   <translation>Xuất nhãn</translation>
  </message>
  <message>
   <source>Tables (*.csv)</source>
   <translation>Bảng (*.csv)</translation>
  </message>
  <message>
   <source>There are no labels of yours yet: begin to label, and write your name there.</source>
   <translation>Bạn chưa có nhãn nào: hãy bắt đầu gán nhãn và viết tên mình vào đó.</translation>
  </message>
  <message>
   <source>{0} labels are written.</source>
   <translation>Đã ghi {0} nhãn.</translation>
  </message>
 </context>
 <context>
  <name>LabelEditor</name>
  <message>
   <source>Label</source>
   <translation>Nhãn</translation>
  </message>
  <message>
   <source>Label, then Enter</source>
   <translation>Nhãn, rồi Enter</translation>
  </message>
 </context>
 <context>
  <name>LabelPanel</name>
  <message>
   <source>Your name</source>
   <translation>Tên của bạn</translation>
  </message>
  <message>
   <source>Reader</source>
   <translation>Người đọc</translation>
  </message>
  <message>
   <source>Then the next image without a label</source>
   <translation>Rồi sang ảnh tiếp theo chưa có nhãn</translation>
  </message>
  <message>
   <source>Images labelled</source>
   <translation>Ảnh đã gán nhãn</translation>
  </message>
  <message>
   <source>Next without a label</source>
   <translation>Ảnh tiếp chưa có nhãn</translation>
  </message>
  <message>
   <source>Undo</source>
   <translation>Hoàn tác</translation>
  </message>
  <message>
   <source>Redo</source>
   <translation>Làm lại</translation>
  </message>
  <message>
   <source>Undo the label</source>
   <translation>Hoàn tác nhãn</translation>
  </message>
  <message>
   <source>Redo the label</source>
   <translation>Làm lại nhãn</translation>
  </message>
  <message>
   <source>Of all readers, where they agree</source>
   <translation>Của mọi người đọc, nơi họ thống nhất</translation>
  </message>
  <message>
   <source>Export labels …</source>
   <translation>Xuất nhãn …</translation>
  </message>
  <message>
   <source>Build a dataset …</source>
   <translation>Tạo bộ dữ liệu …</translation>
  </message>
  <message>
   <source>Edit the classes</source>
   <translation>Sửa các lớp</translation>
  </message>
  <message>
   <source>Second reader</source>
   <translation>Người đọc thứ hai</translation>
  </message>
  <message>
   <source>Use the labels</source>
   <translation>Sử dụng nhãn</translation>
  </message>
  <message>
   <source>While this panel labels, keys 1 to {0} give a class and 0 or Backspace removes it.</source>
   <translation>Khi ngăn này đang gán nhãn, phím 1 đến {0} gán lớp, còn 0 hoặc Backspace xóa lớp.</translation>
  </message>
  <message>
   <source>{0} of {1} images in the list labelled</source>
   <translation>{0} / {1} ảnh trong danh sách đã gán nhãn</translation>
  </message>
  <message>
   <source>Nothing is listed: open a folder of images to label.</source>
   <translation>Danh sách trống: hãy mở một thư mục ảnh để gán nhãn.</translation>
  </message>
  <message>
   <source>Write your name first: each label is kept with the name of its reader.</source>
   <translation>Hãy viết tên bạn trước: mỗi nhãn được lưu cùng tên người đọc.</translation>
  </message>
 </context>
 <context>
  <name>LabelStrip</name>
  <message>
   <source>Stop labelling</source>
   <translation>Ngừng gán nhãn</translation>
  </message>
  <message>
   <source>no label yet</source>
   <translation>chưa có nhãn</translation>
  </message>
  <message>
   <source>{0} of {1}</source>
   <translation>{0} / {1}</translation>
  </message>
  <message>
   <source>Labelling: {0}</source>
   <translation>Đang gán nhãn: {0}</translation>
  </message>
 </context>
 <context>
  <name>Labelling</name>
  <message>
   <source>All {0} images of the list are labelled.</source>
   <translation>Cả {0} ảnh trong danh sách đã có nhãn.</translation>
  </message>
  <message>
   <source>There is no image to label: choose one in the browser.</source>
   <translation>Không có ảnh để gán nhãn: hãy chọn một ảnh trong trình duyệt.</translation>
  </message>
  <message>
   <source>given: {0}</source>
   <translation>đã gán: {0}</translation>
  </message>
  <message>
   <source>removed</source>
   <translation>đã xóa</translation>
  </message>
  <message>
   <source>no label</source>
   <translation>không có nhãn</translation>
  </message>
  <message>
   <source>back to: {0}</source>
   <translation>trở lại: {0}</translation>
  </message>
 </context>
 <context>
  <name>LearningPage</name>
  <message>
   <source>Effort of each run</source>
   <translation>Công sức của từng lượt chạy</translation>
  </message>
  <message>
   <source>Convergence</source>
   <translation>Hội tụ</translation>
  </message>
  <message>
   <source>One line for each run; the dot is the epoch that was kept.</source>
   <translation>Mỗi lượt chạy một đường; dấu chấm là epoch được giữ lại.</translation>
  </message>
  <message>
   <source>Losses of different kinds do not compare: {0}.</source>
   <translation>Các loại mất mát khác nhau không so sánh được: {0}.</translation>
  </message>
  <message>
   <source>Validation loss</source>
   <translation>Mất mát kiểm định</translation>
  </message>
  <message>
   <source>Validation macro AUC</source>
   <translation>Macro AUC kiểm định</translation>
  </message>
  <message>
   <source>Training loss</source>
   <translation>Mất mát huấn luyện</translation>
  </message>
  <message>
   <source>Epoch</source>
   <translation>Epoch</translation>
  </message>
  <message>
   <source>{0} runs of {1} arms</source>
   <translation>{0} lượt chạy của {1} nhánh</translation>
  </message>
 </context>
 <context>
  <name>Legend</name>
  <message>
   <source>Colours {0}, from 0 to 1; below {1} nothing is drawn</source>
   <translation>Bảng màu {0}, từ 0 đến 1; dưới {1} không tô gì</translation>
  </message>
 </context>
 <context>
  <name>LevelsSection</name>
  <message>
   <source>Grey levels at both bit depths</source>
   <translation>Mức xám ở cả hai độ sâu bit</translation>
  </message>
  <message>
   <source>Absolute differences between both bit depths</source>
   <translation>Hiệu số tuyệt đối giữa hai độ sâu bit</translation>
  </message>
  <message>
   <source>Stored levels</source>
   <translation>Số mức lưu</translation>
  </message>
  <message>
   <source>Greys that these become</source>
   <translation>Số mức xám chúng trở thành</translation>
  </message>
  <message>
   <source>Inside the window</source>
   <translation>Trong cửa sổ</translation>
  </message>
  <message>
   <source>First</source>
   <translation>Thứ nhất</translation>
  </message>
  <message>
   <source>Second</source>
   <translation>Thứ hai</translation>
  </message>
  <message>
   <source>Stored values</source>
   <translation>Giá trị lưu</translation>
  </message>
  <message>
   <source>Greys on screen (of 256)</source>
   <translation>Mức xám trên màn hình (trong 256)</translation>
  </message>
  <message>
   <source>Difference</source>
   <translation>Hiệu số</translation>
  </message>
  <message>
   <source>Largest</source>
   <translation>Lớn nhất</translation>
  </message>
  <message>
   <source>Mean</source>
   <translation>Trung bình</translation>
  </message>
  <message>
   <source>8-max is shown scaled back to the image; its network input is stretched to the full range, too.</source>
   <translation>8-max được hiện sau khi đưa về thang của ảnh; đầu vào mạng của nó còn bị kéo giãn ra toàn khoảng.</translation>
  </message>
 </context>
 <context>
  <name>Listing</name>
  <message>
   <source>damaged: {0}</source>
   <translation>hỏng: {0}</translation>
  </message>
  <message>
   <source>No image was found there. Open another folder.</source>
   <translation>Không tìm thấy ảnh nào ở đó. Hãy mở thư mục khác.</translation>
  </message>
 </context>
 <context>
  <name>LookingAfter</name>
  <message>
   <source>Looking at {0}</source>
   <translation>Đang xem {0}</translation>
  </message>
  <message>
   <source>{0} was imported.</source>
   <translation>Đã nhập {0}.</translation>
  </message>
  <message>
   <source>Importing {0}</source>
   <translation>Đang nhập {0}</translation>
  </message>
  <message>
   <source>{0} was exported and answers alike: {1}</source>
   <translation>Đã xuất {0} và bản xuất trả lời giống vậy: {1}</translation>
  </message>
  <message>
   <source>Exporting {0}</source>
   <translation>Đang xuất {0}</translation>
  </message>
  <message>
   <source>{0} is now called {1}.</source>
   <translation>{0} nay có tên {1}.</translation>
  </message>
  <message>
   <source>Renaming {0}</source>
   <translation>Đang đổi tên {0}</translation>
  </message>
  <message>
   <source>{0} was removed.</source>
   <translation>Đã xóa {0}.</translation>
  </message>
  <message>
   <source>Removing {0}</source>
   <translation>Đang xóa {0}</translation>
  </message>
  <message>
   <source>CXR-12 begins with {0} from now on.</source>
   <translation>Từ nay CXR-12 bắt đầu với {0}.</translation>
  </message>
  <message>
   <source>Choosing {0}</source>
   <translation>Đang chọn {0}</translation>
  </message>
 </context>
 <context>
  <name>MainWindow</name>
  <message>
   <source>Recent folders</source>
   <translation>Thư mục gần đây</translation>
  </message>
  <message>
   <source>Tools</source>
   <translation>Công cụ</translation>
  </message>
 </context>
 <context>
  <name>ManualWindow</name>
  <message>
   <source>Search the manual</source>
   <translation>Tìm trong hướng dẫn</translation>
  </message>
  <message>
   <source>No page has these words.</source>
   <translation>Không trang nào có những từ này.</translation>
  </message>
  <message>
   <source>Back</source>
   <translation>Quay lại</translation>
  </message>
  <message>
   <source>Hits</source>
   <translation>Kết quả tìm</translation>
  </message>
  <message>
   <source>Contents</source>
   <translation>Mục lục</translation>
  </message>
  <message>
   <source>{0} - CXR-12 manual</source>
   <translation>{0} - Hướng dẫn CXR-12</translation>
  </message>
  <message>
   <source>Every key can be changed under **View &gt; Preferences &gt; Shortcuts**; this page shows the keys in use.</source>
   <translation>Có thể đổi mọi phím trong **Xem &gt; Tùy chọn &gt; Phím tắt**; trang này hiện các phím đang dùng.</translation>
  </message>
  <message>
   <source>Keyboard and mouse</source>
   <translation>Bàn phím và chuột</translation>
  </message>
  <message>
   <source>Mouse, in the image</source>
   <translation>Chuột, trên ảnh</translation>
  </message>
  <message>
   <source>Mouse</source>
   <translation>Chuột</translation>
  </message>
  <message>
   <source>Keys</source>
   <translation>Phím</translation>
  </message>
  <message>
   <source>What it does</source>
   <translation>Tác dụng</translation>
  </message>
 </context>
 <context>
  <name>MeasurePanel</name>
  <message>
   <source>Rename</source>
   <translation>Đổi tên</translation>
  </message>
  <message>
   <source>Delete</source>
   <translation>Xóa</translation>
  </message>
  <message>
   <source>Export…</source>
   <translation>Xuất…</translation>
  </message>
  <message>
   <source>Export as a presentation state (GSPS) for other viewers</source>
   <translation>Xuất thành trạng thái hiển thị (GSPS) cho phần mềm xem khác</translation>
  </message>
  <message>
   <source>Import…</source>
   <translation>Nhập…</translation>
  </message>
  <message>
   <source>Import a presentation state (GSPS)</source>
   <translation>Nhập trạng thái hiển thị (GSPS)</translation>
  </message>
  <message>
   <source>Choose a tool, then drag on the image, or use the arrow keys and Enter.</source>
   <translation>Chọn một công cụ, rồi kéo trên ảnh, hoặc dùng các phím mũi tên và Enter.</translation>
  </message>
  <message>
   <source>Annotations</source>
   <translation>Các chú thích</translation>
  </message>
  <message>
   <source>Open an image to measure on it.</source>
   <translation>Hãy mở một ảnh để đo.</translation>
  </message>
  <message>
   <source>{0}, frame {1}</source>
   <translation>{0}, khung {1}</translation>
  </message>
 </context>
 <context>
  <name>MembersView</name>
  <message>
   <source>Each answer</source>
   <translation>Từng câu trả lời</translation>
  </message>
  <message>
   <source>Mean of {0} answers; in brackets the smallest and the largest. No confidence interval.</source>
   <translation>Trung bình của {0} câu trả lời; trong ngoặc là nhỏ nhất và lớn nhất. Không phải khoảng tin cậy.</translation>
  </message>
  <message>
   <source>Answer</source>
   <translation>Câu trả lời</translation>
  </message>
 </context>
 <context>
  <name>MessageBar</name>
  <message>
   <source>Close</source>
   <translation>Đóng</translation>
  </message>
  <message>
   <source>Close the message</source>
   <translation>Đóng thông báo</translation>
  </message>
 </context>
 <context>
  <name>MetadataDesk</name>
  <message>
   <source>Open an image to export it.</source>
   <translation>Hãy mở một ảnh để xuất.</translation>
  </message>
  <message>
   <source>A picture has no attributes to be given along. Open a DICOM image.</source>
   <translation>Hình thường không có thuộc tính để kèm theo. Hãy mở một ảnh DICOM.</translation>
  </message>
  <message>
   <source>A damaged image is not exported with metadata: its pixels are not all there.</source>
   <translation>Ảnh hỏng không được xuất kèm siêu dữ liệu: thiếu một phần điểm ảnh.</translation>
  </message>
 </context>
 <context>
  <name>MetadataDialog</name>
  <message>
   <source>Export PNG with metadata</source>
   <translation>Xuất PNG kèm siêu dữ liệu</translation>
  </message>
  <message>
   <source>Also in the &amp;lowest bits of the pixels</source>
   <translation>Ghi cả vào các &amp;bit thấp nhất của điểm ảnh</translation>
  </message>
  <message>
   <source>I have looked: no text in the pixels names the &amp;patient</source>
   <translation>Tôi đã xem: không có chữ nào trong điểm ảnh nêu tên bệnh &amp;nhân</translation>
  </message>
  <message>
   <source>Export…</source>
   <translation>Xuất…</translation>
  </message>
  <message>
   <source>{0} of {1} bytes used</source>
   <translation>Đã dùng {0} / {1} byte</translation>
  </message>
  <message>
   <source>{0}: choose fewer attributes.</source>
   <translation>{0}: hãy chọn ít thuộc tính hơn.</translation>
  </message>
  <message>
   <source>{0}; PSNR {1} dB. Any change or lossy compression of the picture destroys them.</source>
   <translation>{0}; PSNR {1} dB. Mọi thay đổi hoặc nén mất dữ liệu trên hình đều phá hủy chúng.</translation>
  </message>
  <message>
   <source>Written.</source>
   <translation>Đã ghi.</translation>
  </message>
  <message>
   <source>Written: {0}</source>
   <translation>Đã ghi: {0}</translation>
  </message>
  <message>
   <source>Grey</source>
   <translation>Xám</translation>
  </message>
  <message>
   <source>Red (the picture gets colours)</source>
   <translation>Đỏ (hình sẽ có màu)</translation>
  </message>
  <message>
   <source>Green (the picture gets colours)</source>
   <translation>Lục (hình sẽ có màu)</translation>
  </message>
  <message>
   <source>Blue (the picture gets colours)</source>
   <translation>Lam (hình sẽ có màu)</translation>
  </message>
  <message>
   <source>8 bits, as shown</source>
   <translation>8 bit, như đang hiện</translation>
  </message>
  <message>
   <source>16 bits, the stored values</source>
   <translation>16 bit, giá trị lưu</translation>
  </message>
  <message>
   <source>Channel for the lowest bits</source>
   <translation>Kênh chứa bit thấp nhất</translation>
  </message>
  <message>
   <source>Attribute</source>
   <translation>Thuộc tính</translation>
  </message>
  <message>
   <source>Patient</source>
   <translation>Bệnh nhân</translation>
  </message>
  <message>
   <source>Value</source>
   <translation>Giá trị</translation>
  </message>
  <message>
   <source>Tag</source>
   <translation>Tag</translation>
  </message>
  <message>
   <source>Attributes that the picture can carry</source>
   <translation>Các thuộc tính hình có thể mang theo</translation>
  </message>
  <message>
   <source>&amp;Depth</source>
   <translation>Độ &amp;sâu</translation>
  </message>
  <message>
   <source>&amp;Channel</source>
   <translation>&amp;Kênh</translation>
  </message>
  <message>
   <source>may tell whose image it is</source>
   <translation>có thể cho biết ảnh của ai</translation>
  </message>
  <message>
   <source>The picture will carry what may tell whose image it is.</source>
   <translation>Hình sẽ mang thông tin có thể cho biết ảnh của ai.</translation>
  </message>
  <message>
   <source>The pixels may show who the patient is.</source>
   <translation>Điểm ảnh có thể cho biết bệnh nhân là ai.</translation>
  </message>
 </context>
 <context>
  <name>ModelChooser</name>
  <message>
   <source>Model</source>
   <translation>Mô hình</translation>
  </message>
  <message>
   <source>No model</source>
   <translation>Không có mô hình</translation>
  </message>
  <message>
   <source>Manage…</source>
   <translation>Quản lý…</translation>
  </message>
  <message>
   <source>Manage models</source>
   <translation>Quản lý mô hình</translation>
  </message>
  <message>
   <source>Import, export, rename, remove and compare models</source>
   <translation>Nhập, xuất, đổi tên, xóa và so sánh mô hình</translation>
  </message>
  <message>
   <source>{0} (cannot be used)</source>
   <translation>{0} (không dùng được)</translation>
  </message>
  <message>
   <source>{0} x {1} pixels</source>
   <translation>{0} x {1} điểm ảnh</translation>
  </message>
  <message>
   <source>verified</source>
   <translation>đã kiểm chứng</translation>
  </message>
  <message>
   <source>not verified</source>
   <translation>chưa kiểm chứng</translation>
  </message>
 </context>
 <context>
  <name>ModelFacts</name>
  <message>
   <source>Reliability</source>
   <translation>Độ tin cậy</translation>
  </message>
 </context>
 <context>
  <name>ModelsDesk</name>
  <message>
   <source>Import a model</source>
   <translation>Nhập mô hình</translation>
  </message>
  <message>
   <source>Keras files ({0});;All files (*)</source>
   <translation>Tệp Keras ({0});;Mọi tệp (*)</translation>
  </message>
  <message>
   <source>Keras 3</source>
   <translation>Keras 3</translation>
  </message>
  <message>
   <source>Keras 2 and 3</source>
   <translation>Keras 2 và 3</translation>
  </message>
  <message>
   <source>OpenVINO</source>
   <translation>OpenVINO</translation>
  </message>
  <message>
   <source>ONNX</source>
   <translation>ONNX</translation>
  </message>
  <message>
   <source>Export a model</source>
   <translation>Xuất mô hình</translation>
  </message>
  <message>
   <source>Give the file a name that ends in {0}.</source>
   <translation>Hãy đặt tên tệp kết thúc bằng {0}.</translation>
  </message>
 </context>
 <context>
  <name>ModelsDialog</name>
  <message>
   <source>Models</source>
   <translation>Các mô hình</translation>
  </message>
  <message>
   <source>Compare with</source>
   <translation>So sánh với</translation>
  </message>
  <message>
   <source>Import…</source>
   <translation>Nhập…</translation>
  </message>
  <message>
   <source>Export…</source>
   <translation>Xuất…</translation>
  </message>
  <message>
   <source>Begin with this</source>
   <translation>Bắt đầu với mô hình này</translation>
  </message>
  <message>
   <source>Rename…</source>
   <translation>Đổi tên…</translation>
  </message>
  <message>
   <source>Remove…</source>
   <translation>Xóa…</translation>
  </message>
  <message>
   <source>Compare with…</source>
   <translation>So sánh với…</translation>
  </message>
  <message>
   <source>{0} (cannot be used)</source>
   <translation>{0} (không dùng được)</translation>
  </message>
  <message>
   <source>not verified</source>
   <translation>chưa kiểm chứng</translation>
  </message>
  <message>
   <source>begins</source>
   <translation>bắt đầu</translation>
  </message>
 </context>
 <context>
  <name>NetworkSection</name>
  <message>
   <source>&amp;Ask at both bit depths</source>
   <translation>&amp;Hỏi ở cả hai độ sâu bit</translation>
  </message>
  <message>
   <source>Probabilities at both bit depths</source>
   <translation>Xác suất ở cả hai độ sâu bit</translation>
  </message>
  <message>
   <source>Class of the heat maps</source>
   <translation>Lớp của bản đồ nhiệt</translation>
  </message>
  <message>
   <source>&amp;Heat maps</source>
   <translation>Bản đồ &amp;nhiệt</translation>
  </message>
  <message>
   <source>Show the heat maps on the images</source>
   <translation>Hiện bản đồ nhiệt trên ảnh</translation>
  </message>
  <message>
   <source>Class</source>
   <translation>Lớp</translation>
  </message>
  <message>
   <source>First</source>
   <translation>Thứ nhất</translation>
  </message>
  <message>
   <source>Second</source>
   <translation>Thứ hai</translation>
  </message>
  <message>
   <source>Change</source>
   <translation>Thay đổi</translation>
  </message>
  <message>
   <source>The decision flips: {0} at the first depth, {1} at the second.</source>
   <translation>Quyết định thay đổi: {0} ở độ sâu thứ nhất, {1} ở độ sâu thứ hai.</translation>
  </message>
  <message>
   <source>The decision stays: {0}.</source>
   <translation>Quyết định giữ nguyên: {0}.</translation>
  </message>
  <message>
   <source>Changes are in percentage points.</source>
   <translation>Thay đổi tính bằng điểm phần trăm.</translation>
  </message>
  <message>
   <source>Grad-CAM for {0}: both maps have one scale, bright is much. On the difference, light yellow is where the second map has more, dark blue where it has less; the largest change is {1} of the scale.</source>
   <translation>Grad-CAM cho {0}: cả hai bản đồ cùng một thang, sáng là nhiều. Trên hiệu số, vàng nhạt là nơi bản đồ thứ hai cao hơn, xanh đậm là nơi thấp hơn; thay đổi lớn nhất bằng {1} thang đo.</translation>
  </message>
  <message>
   <source>no decision</source>
   <translation>không có quyết định</translation>
  </message>
 </context>
 <context>
  <name>PacsAddresses</name>
  <message>
   <source>The address could not be saved ({0}); it is kept until you close CXR-12.</source>
   <translation>Không lưu được địa chỉ ({0}); địa chỉ còn cho đến khi đóng CXR-12.</translation>
  </message>
 </context>
 <context>
  <name>PacsForm</name>
  <message>
   <source>DICOM (C-STORE)</source>
   <translation>DICOM (C-STORE)</translation>
  </message>
  <message>
   <source>DICOMweb (STOW-RS)</source>
   <translation>DICOMweb (STOW-RS)</translation>
  </message>
  <message>
   <source>&amp;Encrypted (TLS)</source>
   <translation>&amp;Mã hóa (TLS)</translation>
  </message>
  <message>
   <source>https://pacs.example/dicom-web</source>
   <translation>https://pacs.example/dicom-web</translation>
  </message>
  <message>
   <source>those that this computer trusts</source>
   <translation>những chứng chỉ máy tính này tin cậy</translation>
  </message>
  <message>
   <source>Used &amp;before</source>
   <translation>Đã dùng t&amp;rước đây</translation>
  </message>
  <message>
   <source>&amp;Kind</source>
   <translation>&amp;Loại</translation>
  </message>
  <message>
   <source>&amp;Host</source>
   <translation>Má&amp;y chủ</translation>
  </message>
  <message>
   <source>P&amp;ort</source>
   <translation>&amp;Cổng</translation>
  </message>
  <message>
   <source>&amp;AE title of the PACS</source>
   <translation>&amp;AE title của PACS</translation>
  </message>
  <message>
   <source>O&amp;ur AE title</source>
   <translation>A&amp;E title của máy này</translation>
  </message>
  <message>
   <source>&amp;Address</source>
   <translation>Đị&amp;a chỉ</translation>
  </message>
  <message>
   <source>&amp;User</source>
   <translation>&amp;Người dùng</translation>
  </message>
  <message>
   <source>&amp;Password</source>
   <translation>Mật &amp;khẩu</translation>
  </message>
  <message>
   <source>or &amp;token</source>
   <translation>hoặc &amp;token</translation>
  </message>
  <message>
   <source>Choose…</source>
   <translation>Chọn…</translation>
  </message>
  <message>
   <source>Choose the file with the certificates to trust</source>
   <translation>Chọn tệp chứa chứng chỉ tin cậy</translation>
  </message>
  <message>
   <source>File with the certificates to trust</source>
   <translation>Tệp chứa chứng chỉ tin cậy</translation>
  </message>
  <message>
   <source>&amp;Certificates to trust</source>
   <translation>Chứng chỉ t&amp;in cậy</translation>
  </message>
  <message>
   <source>Certificates to trust</source>
   <translation>Chứng chỉ tin cậy</translation>
  </message>
 </context>
 <context>
  <name>PagePreview</name>
  <message>
   <source>Preview of the page</source>
   <translation>Xem trước trang</translation>
  </message>
  <message>
   <source>Previous page</source>
   <translation>Trang trước</translation>
  </message>
  <message>
   <source>Next page</source>
   <translation>Trang sau</translation>
  </message>
  <message>
   <source>Preparing the page …</source>
   <translation>Đang chuẩn bị trang …</translation>
  </message>
  <message>
   <source>Page {0} of {1}</source>
   <translation>Trang {0} / {1}</translation>
  </message>
  <message>
   <source>Nothing to print</source>
   <translation>Không có gì để in</translation>
  </message>
 </context>
 <context>
  <name>Pane</name>
  <message>
   <source>Image</source>
   <translation>Ảnh</translation>
  </message>
  <message>
   <source>Image {0} of {1}</source>
   <translation>Ảnh {0} / {1}</translation>
  </message>
  <message>
   <source>{0}, active</source>
   <translation>{0}, đang hoạt động</translation>
  </message>
  <message>
   <source>{0}, empty</source>
   <translation>{0}, trống</translation>
  </message>
 </context>
 <context>
  <name>Panes</name>
  <message>
   <source>Choose an image in the browser, or drag one here.</source>
   <translation>Hãy chọn một ảnh trong trình duyệt, hoặc kéo một ảnh vào đây.</translation>
  </message>
 </context>
 <context>
  <name>PlanView</name>
  <message>
   <source>Plan</source>
   <translation>Kế hoạch</translation>
  </message>
  <message>
   <source>Smallest margin</source>
   <translation>Biên nhỏ nhất</translation>
  </message>
  <message>
   <source>How it is run</source>
   <translation>Cách chạy</translation>
  </message>
  <message>
   <source>There is no plan yet: see what is told beside the fields.</source>
   <translation>Chưa có kế hoạch: hãy xem lời nhắc bên cạnh các ô.</translation>
  </message>
  <message>
   <source>Looking for earlier runs that tell …</source>
   <translation>Đang tìm các lượt chạy trước có thể cho biết …</translation>
  </message>
  <message>
   <source>Not known: that takes two finished runs of one of the arms, with two seeds, on these data.</source>
   <translation>Chưa biết: cần hai lượt chạy đã xong của một nhánh, với hai seed, trên dữ liệu này.</translation>
  </message>
 </context>
 <context>
  <name>PreferencesDialog</name>
  <message>
   <source>Preferences</source>
   <translation>Tùy chọn</translation>
  </message>
  <message>
   <source>Pages</source>
   <translation>Các trang</translation>
  </message>
  <message>
   <source>General</source>
   <translation>Chung</translation>
  </message>
  <message>
   <source>Reading</source>
   <translation>Đọc ảnh</translation>
  </message>
  <message>
   <source>Classifying</source>
   <translation>Phân loại</translation>
  </message>
  <message>
   <source>Corner texts</source>
   <translation>Chữ ở góc</translation>
  </message>
  <message>
   <source>Shortcuts</source>
   <translation>Phím tắt</translation>
  </message>
  <message>
   <source>Privacy</source>
   <translation>Riêng tư</translation>
  </message>
 </context>
 <context>
  <name>Presentation</name>
  <message>
   <source>The presentation state is written. Annotations in it: {0}.</source>
   <translation>Đã ghi trạng thái hiển thị. Số chú thích trong đó: {0}.</translation>
  </message>
  <message>
   <source>The view is taken over. Annotations added: {0}.</source>
   <translation>Đã áp dụng cách hiển thị. Số chú thích được thêm: {0}.</translation>
  </message>
 </context>
 <context>
  <name>PresetKeeper</name>
  <message>
   <source>“{0}” is deleted.</source>
   <translation>Đã xóa “{0}”.</translation>
  </message>
  <message>
   <source>Save window...</source>
   <translation>Lưu cửa sổ...</translation>
  </message>
  <message>
   <source>Keep this centre, width and function under a name, for every image</source>
   <translation>Lưu trung tâm, độ rộng và hàm này dưới một tên, dùng cho mọi ảnh</translation>
  </message>
  <message>
   <source>Rename</source>
   <translation>Đổi tên</translation>
  </message>
  <message>
   <source>Delete</source>
   <translation>Xóa</translation>
  </message>
  <message>
   <source>Move up in the list</source>
   <translation>Chuyển lên trong danh sách</translation>
  </message>
  <message>
   <source>Move down in the list</source>
   <translation>Chuyển xuống trong danh sách</translation>
  </message>
  <message>
   <source>Name of your window</source>
   <translation>Tên cửa sổ của bạn</translation>
  </message>
  <message>
   <source>Name, e.g. Behind the heart</source>
   <translation>Tên, ví dụ Sau bóng tim</translation>
  </message>
  <message>
   <source>Save</source>
   <translation>Lưu</translation>
  </message>
  <message>
   <source>Cancel</source>
   <translation>Hủy</translation>
  </message>
  <message>
   <source>Undo</source>
   <translation>Hoàn tác</translation>
  </message>
  <message>
   <source>Bring the deleted window back</source>
   <translation>Khôi phục cửa sổ đã xóa</translation>
  </message>
 </context>
 <context>
  <name>PresetList</name>
  <message>
   <source>Windows</source>
   <translation>Các cửa sổ</translation>
  </message>
  <message>
   <source>off</source>
   <translation>tắt</translation>
  </message>
  <message>
   <source>file</source>
   <translation>tệp</translation>
  </message>
  <message>
   <source>file, VOI LUT</source>
   <translation>tệp, VOI LUT</translation>
  </message>
  <message>
   <source>computed</source>
   <translation>tính toán</translation>
  </message>
  <message>
   <source>yours</source>
   <translation>của bạn</translation>
  </message>
  <message>
   <source>learned</source>
   <translation>học được</translation>
  </message>
 </context>
 <context>
  <name>PrintDesk</name>
  <message>
   <source>Stopped.</source>
   <translation>Đã dừng.</translation>
  </message>
  <message>
   <source>The pages are printed.</source>
   <translation>Đã in các trang.</translation>
  </message>
 </context>
 <context>
  <name>PrintDialog</name>
  <message>
   <source>Print</source>
   <translation>In</translation>
  </message>
  <message>
   <source>With corner texts</source>
   <translation>Kèm chữ ở góc</translation>
  </message>
  <message>
   <source>With annotations</source>
   <translation>Kèm chú thích</translation>
  </message>
  <message>
   <source>With patient data</source>
   <translation>Kèm dữ liệu bệnh nhân</translation>
  </message>
  <message>
   <source>Printing</source>
   <translation>Đang in</translation>
  </message>
  <message>
   <source>Print…</source>
   <translation>In…</translation>
  </message>
  <message>
   <source>Save as PDF…</source>
   <translation>Lưu thành PDF…</translation>
  </message>
  <message>
   <source>The image on screen</source>
   <translation>Ảnh trên màn hình</translation>
  </message>
  <message>
   <source>The {0} images on screen</source>
   <translation>{0} ảnh trên màn hình</translation>
  </message>
  <message>
   <source>All of its series, as they open</source>
   <translation>Cả loạt của nó, như khi mở</translation>
  </message>
  <message>
   <source>Written.</source>
   <translation>Đã ghi.</translation>
  </message>
  <message>
   <source>Written: {0}</source>
   <translation>Đã ghi: {0}</translation>
  </message>
  <message>
   <source>{0} of {1} pages</source>
   <translation>{0} / {1} trang</translation>
  </message>
  <message>
   <source>One image on a page</source>
   <translation>Mỗi trang một ảnh</translation>
  </message>
  <message>
   <source>1 × 2: two side by side</source>
   <translation>1 × 2: hai ảnh cạnh nhau</translation>
  </message>
  <message>
   <source>2 × 2: four</source>
   <translation>2 × 2: bốn ảnh</translation>
  </message>
  <message>
   <source>2 × 3: six</source>
   <translation>2 × 3: sáu ảnh</translation>
  </message>
  <message>
   <source>As on screen, zoom and position too</source>
   <translation>Như trên màn hình, cả thu phóng và vị trí</translation>
  </message>
  <message>
   <source>A4</source>
   <translation>A4</translation>
  </message>
  <message>
   <source>A3</source>
   <translation>A3</translation>
  </message>
  <message>
   <source>Letter</source>
   <translation>Letter</translation>
  </message>
  <message>
   <source>Film, 14 × 17 inches</source>
   <translation>Phim, 14 × 17 inch</translation>
  </message>
  <message>
   <source>As the images are largest</source>
   <translation>Theo hướng ảnh lớn nhất</translation>
  </message>
  <message>
   <source>Portrait</source>
   <translation>Dọc</translation>
  </message>
  <message>
   <source>Landscape</source>
   <translation>Ngang</translation>
  </message>
  <message>
   <source>Fitted</source>
   <translation>Vừa khung</translation>
  </message>
  <message>
   <source>True size, 1:1</source>
   <translation>Kích thước thật, 1:1</translation>
  </message>
  <message>
   <source>&amp;Images</source>
   <translation>Ả&amp;nh</translation>
  </message>
  <message>
   <source>&amp;Layout</source>
   <translation>&amp;Bố cục</translation>
  </message>
  <message>
   <source>Si&amp;ze</source>
   <translation>&amp;Kích thước</translation>
  </message>
  <message>
   <source>P&amp;aper</source>
   <translation>&amp;Giấy</translation>
  </message>
  <message>
   <source>&amp;Orientation</source>
   <translation>&amp;Hướng giấy</translation>
  </message>
  <message>
   <source>In the printer’s own dialog choose 100 %; measure the bar on the page afterwards.</source>
   <translation>Trong hộp thoại của máy in hãy chọn 100 %; sau đó đo thanh chuẩn trên trang.</translation>
  </message>
  <message>
   <source>The page names the patient.</source>
   <translation>Trang nêu tên bệnh nhân.</translation>
  </message>
  <message>
   <source>Patient data is hidden.</source>
   <translation>Dữ liệu bệnh nhân được ẩn.</translation>
  </message>
  <message>
   <source>Save as PDF</source>
   <translation>Lưu thành PDF</translation>
  </message>
 </context>
 <context>
  <name>ProbabilityRows</name>
  <message>
   <source>Class probabilities</source>
   <translation>Xác suất các lớp</translation>
  </message>
  <message>
   <source>({0} to {1} over {2})</source>
   <translation>({0} đến {1} trên {2})</translation>
  </message>
  <message>
   <source>{0}: {1}</source>
   <translation>{0}: {1}</translation>
  </message>
  <message>
   <source>{0} {1}, standard deviation {2}</source>
   <translation>{0} {1}, độ lệch chuẩn {2}</translation>
  </message>
  <message>
   <source>{0}, operating point {1}</source>
   <translation>{0}, điểm vận hành {1}</translation>
  </message>
 </context>
 <context>
  <name>ProgressRow</name>
  <message>
   <source>Cancel</source>
   <translation>Hủy</translation>
  </message>
  <message>
   <source>Cancel: {0}</source>
   <translation>Hủy: {0}</translation>
  </message>
  <message>
   <source>about {0} s left</source>
   <translation>còn khoảng {0} giây</translation>
  </message>
  <message>
   <source>about {0} min left</source>
   <translation>còn khoảng {0} phút</translation>
  </message>
 </context>
 <context>
  <name>ProgressView</name>
  <message>
   <source>Progress of the training</source>
   <translation>Tiến độ huấn luyện</translation>
  </message>
  <message>
   <source>Starting the trainer</source>
   <translation>Đang khởi động trình huấn luyện</translation>
  </message>
  <message>
   <source>Going on after epoch {0}</source>
   <translation>Tiếp tục sau epoch {0}</translation>
  </message>
  <message>
   <source>Since the run was interrupted:</source>
   <translation>Từ khi lượt chạy bị gián đoạn:</translation>
  </message>
  <message>
   <source>Loading the network</source>
   <translation>Đang nạp mạng</translation>
  </message>
  <message>
   <source>Epoch {0} of {1}</source>
   <translation>Epoch {0} / {1}</translation>
  </message>
  <message>
   <source>Finished.</source>
   <translation>Đã xong.</translation>
  </message>
  <message>
   <source>Stopped; what was learned until then is kept.</source>
   <translation>Đã dừng; những gì học được đến lúc đó được giữ lại.</translation>
  </message>
  <message>
   <source>Stopped before the first epoch was complete; nothing was learned.</source>
   <translation>Đã dừng trước khi xong epoch đầu tiên; chưa học được gì.</translation>
  </message>
  <message>
   <source>The training failed.</source>
   <translation>Huấn luyện thất bại.</translation>
  </message>
  <message>
   <source>Paused. Resume it in the list of runs whenever you like.</source>
   <translation>Đã tạm dừng. Hãy tiếp tục từ danh sách lượt chạy bất cứ lúc nào.</translation>
  </message>
  <message>
   <source>The training was interrupted.</source>
   <translation>Huấn luyện bị gián đoạn.</translation>
  </message>
  <message>
   <source>On the test patients: macro AUC {0}; accuracy {1}.</source>
   <translation>Trên bệnh nhân kiểm tra: macro AUC {0}; độ chính xác {1}.</translation>
  </message>
  <message>
   <source>Reading {0} of {1} files</source>
   <translation>Đang đọc {0} / {1} tệp</translation>
  </message>
  <message>
   <source>Preparing {0} of {1} images</source>
   <translation>Đang chuẩn bị {0} / {1} ảnh</translation>
  </message>
  <message>
   <source>Looking for leaks and shortcuts</source>
   <translation>Đang tìm rò rỉ và lối tắt</translation>
  </message>
  <message>
   <source>Testing on the test patients</source>
   <translation>Đang kiểm tra trên bệnh nhân kiểm tra</translation>
  </message>
  <message>
   <source>{0} · {1} left</source>
   <translation>{0} · còn {1}</translation>
  </message>
 </context>
 <context>
  <name>QAbstractSpinBox</name>
  <message>
   <source>&amp;Select All</source>
   <translation>&amp;Chọn tất cả</translation>
  </message>
  <message>
   <source>&amp;Step up</source>
   <translation>&amp;Tăng</translation>
  </message>
  <message>
   <source>Step &amp;down</source>
   <translation>&amp;Giảm</translation>
  </message>
 </context>
 <context>
  <name>QFileDialog</name>
  <message>
   <source>%1
Directory not found.
Please verify the correct directory name was given.</source>
   <translation>%1
Không tìm thấy thư mục.
Hãy kiểm tra lại tên thư mục.</translation>
  </message>
  <message>
   <source>%1
File not found.
Please verify the correct file name was given.</source>
   <translation>%1
Không tìm thấy tệp.
Hãy kiểm tra lại tên tệp.</translation>
  </message>
  <message>
   <source>%1 already exists.
Do you want to replace it?</source>
   <translation>%1 đã có.
Bạn có muốn thay thế nó không?</translation>
  </message>
  <message>
   <source>&amp;Choose</source>
   <translation>&amp;Chọn</translation>
  </message>
  <message>
   <source>&amp;Delete</source>
   <translation>&amp;Xóa</translation>
  </message>
  <message>
   <source>&amp;New Folder</source>
   <translation>Thư mục &amp;mới</translation>
  </message>
  <message>
   <source>&amp;Open</source>
   <translation>&amp;Mở</translation>
  </message>
  <message>
   <source>&amp;Rename</source>
   <translation>Đổi &amp;tên</translation>
  </message>
  <message>
   <source>&amp;Save</source>
   <translation>&amp;Lưu</translation>
  </message>
  <message>
   <source>'%1' is write protected.
Do you want to delete it anyway?</source>
   <translation>'%1' được bảo vệ chống ghi.
Bạn vẫn muốn xóa nó?</translation>
  </message>
  <message>
   <source>All Files (*)</source>
   <translation>Mọi tệp (*)</translation>
  </message>
  <message>
   <source>Are you sure you want to delete '%1'?</source>
   <translation>Bạn có chắc muốn xóa '%1'?</translation>
  </message>
  <message>
   <source>Back</source>
   <translation>Quay lại</translation>
  </message>
  <message>
   <source>Change to detail view mode</source>
   <translation>Chuyển sang dạng chi tiết</translation>
  </message>
  <message>
   <source>Change to list view mode</source>
   <translation>Chuyển sang dạng danh sách</translation>
  </message>
  <message>
   <source>Could not delete directory.</source>
   <translation>Không xóa được thư mục.</translation>
  </message>
  <message>
   <source>Create New Folder</source>
   <translation>Tạo thư mục mới</translation>
  </message>
  <message>
   <source>Create a New Folder</source>
   <translation>Tạo thư mục mới</translation>
  </message>
  <message>
   <source>Delete</source>
   <translation>Xóa</translation>
  </message>
  <message>
   <source>Detail View</source>
   <translation>Dạng chi tiết</translation>
  </message>
  <message>
   <source>Directories</source>
   <translation>Thư mục</translation>
  </message>
  <message>
   <source>Directory:</source>
   <translation>Thư mục:</translation>
  </message>
  <message>
   <source>File &amp;name:</source>
   <translation>Tê&amp;n tệp:</translation>
  </message>
  <message>
   <source>Files of &amp;type:</source>
   <translation>L&amp;oại tệp:</translation>
  </message>
  <message>
   <source>Files</source>
   <translation>Các tệp</translation>
  </message>
  <message>
   <source>Find Directory</source>
   <translation>Tìm thư mục</translation>
  </message>
  <message>
   <source>Forward</source>
   <translation>Tiến</translation>
  </message>
  <message>
   <source>Go back</source>
   <translation>Quay lại</translation>
  </message>
  <message>
   <source>Go forward</source>
   <translation>Đi tiếp</translation>
  </message>
  <message>
   <source>Go to the parent directory</source>
   <translation>Đến thư mục cha</translation>
  </message>
  <message>
   <source>List View</source>
   <translation>Dạng danh sách</translation>
  </message>
  <message>
   <source>List of places and bookmarks</source>
   <translation>Danh sách nơi lưu và dấu trang</translation>
  </message>
  <message>
   <source>&amp;Look in:</source>
   <translation>Tìm tron&amp;g:</translation>
  </message>
  <message>
   <source>New Folder</source>
   <translation>Thư mục mới</translation>
  </message>
  <message>
   <source>Open</source>
   <translation>Mở</translation>
  </message>
  <message>
   <source>Parent Directory</source>
   <translation>Thư mục cha</translation>
  </message>
  <message>
   <source>Recent Places</source>
   <translation>Nơi gần đây</translation>
  </message>
  <message>
   <source>Remove</source>
   <translation>Xóa</translation>
  </message>
  <message>
   <source>Save As</source>
   <translation>Lưu thành</translation>
  </message>
  <message>
   <source>Show </source>
   <translation>Hiện </translation>
  </message>
  <message>
   <source>Show &amp;hidden files</source>
   <translation>Hiện tệp ẩ&amp;n</translation>
  </message>
  <message>
   <source>Sidebar</source>
   <translation>Thanh bên</translation>
  </message>
 </context>
 <context>
  <name>QFileSystemModel</name>
  <message>
   <source>Computer</source>
   <translation>Máy tính</translation>
  </message>
  <message>
   <source>Date Modified</source>
   <translation>Ngày sửa</translation>
  </message>
  <message>
   <source>Name</source>
   <translation>Tên</translation>
  </message>
  <message>
   <source>Size</source>
   <translation>Kích thước</translation>
  </message>
  <message>
   <source>Type</source>
   <translation>Loại</translation>
  </message>
 </context>
 <context>
  <name>QKeySequenceEdit</name>
  <message>
   <source>Press shortcut</source>
   <translation>Bấm phím tắt</translation>
  </message>
 </context>
 <context>
  <name>QLineEdit</name>
  <message>
   <source>&amp;Undo</source>
   <translation>&amp;Hoàn tác</translation>
  </message>
  <message>
   <source>&amp;Redo</source>
   <translation>&amp;Làm lại</translation>
  </message>
  <message>
   <source>Cu&amp;t</source>
   <translation>Cắ&amp;t</translation>
  </message>
  <message>
   <source>&amp;Copy</source>
   <translation>&amp;Chép</translation>
  </message>
  <message>
   <source>&amp;Paste</source>
   <translation>&amp;Dán</translation>
  </message>
  <message>
   <source>Delete</source>
   <translation>Xóa</translation>
  </message>
  <message>
   <source>Select All</source>
   <translation>Chọn tất cả</translation>
  </message>
 </context>
 <context>
  <name>QPlatformTheme</name>
  <message>
   <source>&amp;No</source>
   <translation>&amp;Không</translation>
  </message>
  <message>
   <source>&amp;Yes</source>
   <translation>&amp;Có</translation>
  </message>
  <message>
   <source>Abort</source>
   <translation>Hủy bỏ</translation>
  </message>
  <message>
   <source>Apply</source>
   <translation>Áp dụng</translation>
  </message>
  <message>
   <source>Cancel</source>
   <translation>Hủy</translation>
  </message>
  <message>
   <source>Close</source>
   <translation>Đóng</translation>
  </message>
  <message>
   <source>Discard</source>
   <translation>Bỏ</translation>
  </message>
  <message>
   <source>Help</source>
   <translation>Trợ giúp</translation>
  </message>
  <message>
   <source>Ignore</source>
   <translation>Bỏ qua</translation>
  </message>
  <message>
   <source>OK</source>
   <translation>OK</translation>
  </message>
  <message>
   <source>Open</source>
   <translation>Mở</translation>
  </message>
  <message>
   <source>Reset</source>
   <translation>Đặt lại</translation>
  </message>
  <message>
   <source>Restore Defaults</source>
   <translation>Khôi phục mặc định</translation>
  </message>
  <message>
   <source>Retry</source>
   <translation>Thử lại</translation>
  </message>
  <message>
   <source>Save</source>
   <translation>Lưu</translation>
  </message>
 </context>
 <context>
  <name>QTabBar</name>
  <message>
   <source>Scroll Left</source>
   <translation>Cuộn sang trái</translation>
  </message>
  <message>
   <source>Scroll Right</source>
   <translation>Cuộn sang phải</translation>
  </message>
 </context>
 <context>
  <name>QWidgetTextControl</name>
  <message>
   <source>&amp;Undo</source>
   <translation>&amp;Hoàn tác</translation>
  </message>
  <message>
   <source>&amp;Redo</source>
   <translation>&amp;Làm lại</translation>
  </message>
  <message>
   <source>Cu&amp;t</source>
   <translation>Cắ&amp;t</translation>
  </message>
  <message>
   <source>&amp;Copy</source>
   <translation>&amp;Chép</translation>
  </message>
  <message>
   <source>&amp;Paste</source>
   <translation>&amp;Dán</translation>
  </message>
  <message>
   <source>Delete</source>
   <translation>Xóa</translation>
  </message>
  <message>
   <source>Select All</source>
   <translation>Chọn tất cả</translation>
  </message>
  <message>
   <source>Copy &amp;Link Location</source>
   <translation>Chép đị&amp;a chỉ liên kết</translation>
  </message>
 </context>
 <context>
  <name>Question</name>
  <message>
   <source>New name</source>
   <translation>Tên mới</translation>
  </message>
  <message>
   <source>Keep as it is</source>
   <translation>Giữ nguyên</translation>
  </message>
  <message>
   <source>New name of {0}</source>
   <translation>Tên mới của {0}</translation>
  </message>
  <message>
   <source>Rename</source>
   <translation>Đổi tên</translation>
  </message>
  <message>
   <source>{0} is deleted from the disk. Kept results stay.</source>
   <translation>{0} sẽ bị xóa khỏi đĩa. Kết quả đã lưu vẫn còn.</translation>
  </message>
  <message>
   <source>Remove {0}</source>
   <translation>Xóa {0}</translation>
  </message>
 </context>
 <context>
  <name>QuestionPage</name>
  <message>
   <source>Bit depth at 128 pixels</source>
   <translation>Độ sâu bit ở 128 điểm ảnh</translation>
  </message>
  <message>
   <source>Do networks that see 12 bits detect more than those that see 8?</source>
   <translation>Mạng nhìn thấy 12 bit có phát hiện được nhiều hơn mạng nhìn thấy 8 bit không?</translation>
  </message>
  <message>
   <source>Na&amp;me</source>
   <translation>Tê&amp;n</translation>
  </message>
  <message>
   <source>&amp;Question</source>
   <translation>&amp;Câu hỏi</translation>
  </message>
  <message>
   <source>Data of all runs</source>
   <translation>Dữ liệu của mọi lượt chạy</translation>
  </message>
 </context>
 <context>
  <name>ReadingDesk</name>
  <message>
   <source>Session {0} of 2, image {1} of {2}</source>
   <translation>Phiên {0} trên 2, ảnh {1} trên {2}</translation>
  </message>
  <message>
   <source>{0}: present or absent?</source>
   <translation>{0}: có hay không?</translation>
  </message>
 </context>
 <context>
  <name>ReadingPage</name>
  <message>
   <source>Present (1)</source>
   <translation>Có (1)</translation>
  </message>
  <message>
   <source>Absent (2)</source>
   <translation>Không (2)</translation>
  </message>
  <message>
   <source>Take back the last answer (Backspace)</source>
   <translation>Lấy lại câu trả lời cuối (Backspace)</translation>
  </message>
  <message>
   <source>Try &amp;again</source>
   <translation>Thử &amp;lại</translation>
  </message>
 </context>
 <context>
  <name>ReadingWindow</name>
  <message>
   <source>Reader study</source>
   <translation>Nghiên cứu người đọc</translation>
  </message>
  <message>
   <source>&amp;Begin the second session</source>
   <translation>&amp;Bắt đầu phiên thứ hai</translation>
  </message>
  <message>
   <source>The first session is over, and kept. Come back when you no longer remember the images: four weeks are usual. The time between is told with the result.</source>
   <translation>Phiên thứ nhất đã xong và được giữ. Hãy quay lại khi bạn không còn nhớ các ảnh: thường là bốn tuần. Thời gian ở giữa được nói cùng kết quả.</translation>
  </message>
 </context>
 <context>
  <name>RegionTool</name>
  <message>
   <source>A colour image has no grey window to set.</source>
   <translation>Ảnh màu không có cửa sổ mức xám để đặt.</translation>
  </message>
 </context>
 <context>
  <name>Regions</name>
  <message>
   <source>Drag a rectangle over the image to set the window from it. Esc gives it up.</source>
   <translation>Kéo một hình chữ nhật trên ảnh để đặt cửa sổ theo vùng đó. Esc để bỏ.</translation>
  </message>
 </context>
 <context>
  <name>ReliabilityView</name>
  <message>
   <source>Reliability diagram</source>
   <translation>Biểu đồ độ tin cậy</translation>
  </message>
  <message>
   <source>said {0} on average, was so in {1} of {2}</source>
   <translation>dự đoán trung bình {0}, đúng {1} trong {2}</translation>
  </message>
  <message>
   <source>Probability</source>
   <translation>Xác suất</translation>
  </message>
  <message>
   <source>Share that was so</source>
   <translation>Tỷ lệ đúng</translation>
  </message>
 </context>
 <context>
  <name>RenderingOptions</name>
  <message>
   <source>Enlarged pixels</source>
   <translation>Điểm ảnh phóng to</translation>
  </message>
  <message>
   <source>Blocks, as stored</source>
   <translation>Ô vuông, như lưu</translation>
  </message>
  <message>
   <source>Smoothed (linear)</source>
   <translation>Làm mịn (tuyến tính)</translation>
  </message>
  <message>
   <source>&amp;Enlarged pixels</source>
   <translation>Điểm ảnh &amp;phóng to</translation>
  </message>
  <message>
   <source>Cover what the file's shutter covers</source>
   <translation>Che phần mà màn chắn (shutter) của tệp che</translation>
  </message>
  <message>
   <source>Draw the file's overlays</source>
   <translation>Vẽ lớp phủ của tệp</translation>
  </message>
  <message>
   <source>Fit greys to this screen (GSDF)</source>
   <translation>Khớp mức xám với màn hình này (GSDF)</translation>
  </message>
  <message>
   <source>DICOM PS3.14: equal steps of grey look equally large. Needs the luminance of the screen.</source>
   <translation>DICOM PS3.14: các bước xám bằng nhau trông như nhau. Cần độ chói của màn hình.</translation>
  </message>
  <message>
   <source>This file has none; the choice holds for those that do.</source>
   <translation>Tệp này không có; lựa chọn áp dụng cho tệp nào có.</translation>
  </message>
 </context>
 <context>
  <name>ReportDesk</name>
  <message>
   <source>There is no answer about this image yet: classify it first.</source>
   <translation>Chưa có câu trả lời về ảnh này: hãy phân loại trước.</translation>
  </message>
 </context>
 <context>
  <name>ReportDialog</name>
  <message>
   <source>Export a report</source>
   <translation>Xuất báo cáo</translation>
  </message>
  <message>
   <source>PDF, one page</source>
   <translation>PDF, một trang</translation>
  </message>
  <message>
   <source>HTML, one file</source>
   <translation>HTML, một tệp</translation>
  </message>
  <message>
   <source>Name the &amp;patient and the study</source>
   <translation>Ghi tên &amp;bệnh nhân và ca chụp</translation>
  </message>
  <message>
   <source>With the &amp;heat map</source>
   <translation>Kèm bản đồ &amp;nhiệt</translation>
  </message>
  <message>
   <source>Export…</source>
   <translation>Xuất…</translation>
  </message>
  <message>
   <source>Written.</source>
   <translation>Đã ghi.</translation>
  </message>
  <message>
   <source>Written: {0}</source>
   <translation>Đã ghi: {0}</translation>
  </message>
  <message>
   <source>&amp;Format</source>
   <translation>Định &amp;dạng</translation>
  </message>
  <message>
   <source>The page will name the patient.</source>
   <translation>Trang sẽ nêu tên bệnh nhân.</translation>
  </message>
  <message>
   <source>The pixels may show who the patient is: look at the report before it leaves.</source>
   <translation>Điểm ảnh có thể cho biết bệnh nhân là ai: hãy xem báo cáo trước khi gửi đi.</translation>
  </message>
 </context>
 <context>
  <name>ResultExport</name>
  <message>
   <source>Table for spreadsheets (*.csv)</source>
   <translation>Bảng cho phần mềm bảng tính (*.csv)</translation>
  </message>
  <message>
   <source>JSON (*.json)</source>
   <translation>JSON (*.json)</translation>
  </message>
  <message>
   <source>JSON, a line for each image (*.jsonl)</source>
   <translation>JSON, mỗi ảnh một dòng (*.jsonl)</translation>
  </message>
  <message>
   <source>Parquet (*.parquet)</source>
   <translation>Parquet (*.parquet)</translation>
  </message>
  <message>
   <source>Export results</source>
   <translation>Xuất kết quả</translation>
  </message>
  <message>
   <source>Tables (*.csv)</source>
   <translation>Bảng (*.csv)</translation>
  </message>
  <message>
   <source>Export training labels</source>
   <translation>Xuất nhãn huấn luyện</translation>
  </message>
  <message>
   <source>{0} results are written.</source>
   <translation>Đã ghi {0} kết quả.</translation>
  </message>
  <message>
   <source>{0} images: rejected, without another class</source>
   <translation>{0} ảnh: bị bác bỏ, không có lớp khác</translation>
  </message>
  <message>
   <source>{0}: file gone</source>
   <translation>{0}: tệp không còn</translation>
  </message>
  <message>
   <source>{0}: file changed since</source>
   <translation>{0}: tệp đã thay đổi</translation>
  </message>
  <message>
   <source>{0}: name unfit for a table</source>
   <translation>{0}: tên không ghi được vào bảng</translation>
  </message>
  <message>
   <source>{0} labels are written; Train opens the table.</source>
   <translation>Đã ghi {0} nhãn; ngăn Huấn luyện mở bảng này.</translation>
  </message>
  <message>
   <source>{0} Left out: {1}.</source>
   <translation>{0} Bỏ ra ngoài: {1}.</translation>
  </message>
 </context>
 <context>
  <name>ResultPage</name>
  <message>
   <source>Read otherwise at the other depth</source>
   <translation>Được đọc khác đi ở độ sâu kia</translation>
  </message>
  <message>
   <source>Image {0} of {1}</source>
   <translation>Ảnh {0} / {1}</translation>
  </message>
  <message>
   <source>Agreement of the two readings: {0} of {1} images, kappa {2}.</source>
   <translation>Sự thống nhất của hai lần đọc: {0} trên {1} ảnh, kappa {2}.</translation>
  </message>
  <message>
   <source>not defined, since every answer was the same</source>
   <translation>không xác định, vì mọi câu trả lời đều như nhau</translation>
  </message>
  <message>
   <source>{0} days lay between the sessions.</source>
   <translation>Giữa hai phiên là {0} ngày.</translation>
  </message>
  <message>
   <source>Right is what the labels of the dataset say; they need not be.</source>
   <translation>Đúng là theo nhãn của bộ dữ liệu; nhãn chưa chắc đã đúng.</translation>
  </message>
  <message>
   <source>{0} bits: sensitivity {1}, specificity {2}, {3} s a reading (median).</source>
   <translation>{0} bit: độ nhạy {1}, độ đặc hiệu {2}, {3} s mỗi lần đọc (trung vị).</translation>
  </message>
  <message>
   <source>{0} ({1} to {2})</source>
   <translation>{0} ({1} đến {2})</translation>
  </message>
 </context>
 <context>
  <name>ResultTable</name>
  <message>
   <source>How near the answer is to another one: 0 far from any, 1 a tie. In this order images without an answer come first, then doubtful and undecided ones.</source>
   <translation>Câu trả lời sát với một câu trả lời khác đến mức nào: 0 là cách xa mọi câu, 1 là ngang bằng. Theo thứ tự này, ảnh không có câu trả lời đứng trước, rồi đến ảnh đáng ngờ và chưa phân định.</translation>
  </message>
  <message>
   <source>Closeness</source>
   <translation>Độ sát</translation>
  </message>
  <message>
   <source>Label</source>
   <translation>Nhãn</translation>
  </message>
  <message>
   <source>Verdict</source>
   <translation>Nhận định</translation>
  </message>
  <message>
   <source>Notes</source>
   <translation>Ghi chú</translation>
  </message>
  <message>
   <source>File</source>
   <translation>Tệp</translation>
  </message>
  <message>
   <source>Decision</source>
   <translation>Quyết định</translation>
  </message>
  <message>
   <source>Image {0}</source>
   <translation>Ảnh {0}</translation>
  </message>
  <message>
   <source>{0} ({1}, {2}), CXR-12 {3}, {4}</source>
   <translation>{0} ({1}, {2}), CXR-12 {3}, {4}</translation>
  </message>
 </context>
 <context>
  <name>ResultTabs</name>
  <message>
   <source>Parts of the comparison</source>
   <translation>Các phần của phép so sánh</translation>
  </message>
  <message>
   <source>Answer</source>
   <translation>Câu trả lời</translation>
  </message>
  <message>
   <source>Figures</source>
   <translation>Chỉ số</translation>
  </message>
  <message>
   <source>Curves</source>
   <translation>Đường cong</translation>
  </message>
  <message>
   <source>Learning</source>
   <translation>Học</translation>
  </message>
  <message>
   <source>Cases</source>
   <translation>Ảnh</translation>
  </message>
  <message>
   <source>Comparing, paired by patients and seeds. This takes some seconds …</source>
   <translation>Đang so sánh theo cặp bệnh nhân và seed. Việc này mất vài giây …</translation>
  </message>
 </context>
 <context>
  <name>ResultView</name>
  <message>
   <source>Results</source>
   <translation>Kết quả</translation>
  </message>
 </context>
 <context>
  <name>ResultsDesk</name>
  <message>
   <source>There is nothing to classify: choose a folder, or list images first.</source>
   <translation>Không có gì để phân loại: hãy chọn một thư mục, hoặc đưa ảnh vào danh sách trước.</translation>
  </message>
  <message>
   <source>Choose a model first.</source>
   <translation>Hãy chọn một mô hình trước.</translation>
  </message>
  <message>
   <source>There is no answer on screen to judge: classify the image first.</source>
   <translation>Không có câu trả lời trên màn hình để nhận định: hãy phân loại ảnh trước.</translation>
  </message>
  <message>
   <source>{0} images: {1} without an answer, {2} doubtful or undecided.</source>
   <translation>{0} ảnh: {1} không có câu trả lời, {2} đáng ngờ hoặc chưa phân định.</translation>
  </message>
  <message>
   <source>Ended before its time. {0} What is finished is kept; classify again to go on.</source>
   <translation>Kết thúc sớm. {0} Phần đã xong được giữ lại; hãy phân loại lại để làm tiếp.</translation>
  </message>
  <message>
   <source>Choose a table of labels</source>
   <translation>Chọn bảng nhãn</translation>
  </message>
  <message>
   <source>Tables (*.csv)</source>
   <translation>Bảng (*.csv)</translation>
  </message>
  <message>
   <source>Choose a folder of labelled images</source>
   <translation>Chọn thư mục ảnh đã có nhãn</translation>
  </message>
  <message>
   <source>There are no results to export yet.</source>
   <translation>Chưa có kết quả để xuất.</translation>
  </message>
 </context>
 <context>
  <name>ResultsWindow</name>
  <message>
   <source>Results</source>
   <translation>Kết quả</translation>
  </message>
  <message>
   <source>Ask again about images with a kept result</source>
   <translation>Hỏi lại về các ảnh đã có kết quả lưu</translation>
  </message>
  <message>
   <source>Against the labels</source>
   <translation>Đối chiếu với nhãn</translation>
  </message>
  <message>
   <source>Classify folder …</source>
   <translation>Phân loại thư mục …</translation>
  </message>
  <message>
   <source>Classify everything listed</source>
   <translation>Phân loại cả danh sách</translation>
  </message>
  <message>
   <source>Agree</source>
   <translation>Đồng ý</translation>
  </message>
  <message>
   <source>Disagree</source>
   <translation>Không đồng ý</translation>
  </message>
  <message>
   <source>Another class …</source>
   <translation>Lớp khác …</translation>
  </message>
  <message>
   <source>Export results …</source>
   <translation>Xuất kết quả …</translation>
  </message>
  <message>
   <source>Export training labels …</source>
   <translation>Xuất nhãn huấn luyện …</translation>
  </message>
  <message>
   <source>Labels</source>
   <translation>Nhãn</translation>
  </message>
  <message>
   <source>From a table …</source>
   <translation>Từ bảng …</translation>
  </message>
  <message>
   <source>From a folder …</source>
   <translation>Từ thư mục …</translation>
  </message>
  <message>
   <source>None</source>
   <translation>Không có</translation>
  </message>
 </context>
 <context>
  <name>RunList</name>
  <message>
   <source>Runs</source>
   <translation>Các lượt chạy</translation>
  </message>
  <message>
   <source>Run</source>
   <translation>Lượt chạy</translation>
  </message>
  <message>
   <source>Macro AUC
chance {0}</source>
   <translation>Macro AUC
ngẫu nhiên {0}</translation>
  </message>
  <message>
   <source>No runs yet. Choose data and press Start training.</source>
   <translation>Chưa có lượt chạy nào. Hãy chọn dữ liệu và bấm Huấn luyện.</translation>
  </message>
  <message>
   <source>Compare selected</source>
   <translation>So sánh mục đã chọn</translation>
  </message>
  <message>
   <source>Use this model</source>
   <translation>Dùng mô hình này</translation>
  </message>
  <message>
   <source>Show folder</source>
   <translation>Hiện thư mục</translation>
  </message>
  <message>
   <source>Refresh</source>
   <translation>Làm mới</translation>
  </message>
  <message>
   <source>Resume</source>
   <translation>Tiếp tục</translation>
  </message>
  <message>
   <source>Go on with a paused or interrupted run; choose its data above first.</source>
   <translation>Chạy tiếp một lượt bị tạm dừng hoặc gián đoạn; hãy chọn dữ liệu của nó ở trên trước.</translation>
  </message>
  <message>
   <source>Put the network of this run on the shelf, to classify with it.</source>
   <translation>Đưa mạng của lượt chạy này vào kho để phân loại bằng nó.</translation>
  </message>
  <message>
   <source>Select two or more runs that were tested.</source>
   <translation>Chọn từ hai lượt chạy đã kiểm tra trở lên.</translation>
  </message>
  <message>
   <source>Running</source>
   <translation>Đang chạy</translation>
  </message>
  <message>
   <source>Finished</source>
   <translation>Đã xong</translation>
  </message>
  <message>
   <source>Stopped</source>
   <translation>Đã dừng</translation>
  </message>
  <message>
   <source>Failed</source>
   <translation>Thất bại</translation>
  </message>
  <message>
   <source>Paused</source>
   <translation>Đã tạm dừng</translation>
  </message>
  <message>
   <source>Interrupted</source>
   <translation>Gián đoạn</translation>
  </message>
  <message>
   <source>Damaged</source>
   <translation>Bị hỏng</translation>
  </message>
 </context>
 <context>
  <name>RunOptionsForm</name>
  <message>
   <source>Runs trained side by side; on one computer that seldom saves time.</source>
   <translation>Số lượt huấn luyện song song; trên một máy tính, cách này hiếm khi tiết kiệm thời gian.</translation>
  </message>
  <message>
   <source> h</source>
   <translation> giờ</translation>
  </message>
  <message>
   <source>Never</source>
   <translation>Không bao giờ</translation>
  </message>
  <message>
   <source>Pause by itself after that time; Resume goes on.</source>
   <translation>Tự tạm dừng sau thời gian đó; nút Tiếp tục chạy tiếp.</translation>
  </message>
  <message>
   <source>&amp;Time each network first</source>
   <translation>Đo thời gian mỗi mạng t&amp;rước</translation>
  </message>
  <message>
   <source>Train each network and size for two epochs first, so that the time is known.</source>
   <translation>Huấn luyện trước mỗi mạng và kích thước trong hai epoch để biết thời gian.</translation>
  </message>
  <message>
   <source>Runs &amp;at once</source>
   <translation>Số &amp;lượt chạy cùng lúc</translation>
  </message>
  <message>
   <source>&amp;Pause after</source>
   <translation>Tạm dừng sa&amp;u</translation>
  </message>
 </context>
 <context>
  <name>RunText</name>
  <message>
   <source>{0} windows</source>
   <translation>{0} cửa sổ</translation>
  </message>
  <message>
   <source>{0} bits</source>
   <translation>{0} bit</translation>
  </message>
  <message>
   <source>{0} px · {1} · seed {2}</source>
   <translation>{0} px · {1} · seed {2}</translation>
  </message>
  <message>
   <source>Modern (AdamW)</source>
   <translation>Hiện đại (AdamW)</translation>
  </message>
  <message>
   <source>Modern, little data</source>
   <translation>Hiện đại, ít dữ liệu</translation>
  </message>
  <message>
   <source>Thesis (SGD)</source>
   <translation>Luận văn (SGD)</translation>
  </message>
 </context>
 <context>
  <name>RunsPage</name>
  <message>
   <source>Networks</source>
   <translation>Các mạng</translation>
  </message>
  <message>
   <source>Bit depths</source>
   <translation>Các độ sâu bit</translation>
  </message>
  <message>
   <source>Skip &amp;unreadable images</source>
   <translation>Bỏ &amp;qua ảnh không đọc được</translation>
  </message>
  <message>
   <source>Arms</source>
   <translation>Các nhánh</translation>
  </message>
  <message>
   <source>Sizes</source>
   <translation>Các kích thước</translation>
  </message>
  <message>
   <source>Learned windows</source>
   <translation>Cửa sổ học được</translation>
  </message>
  <message>
   <source>Seeds</source>
   <translation>Các seed</translation>
  </message>
  <message>
   <source>{0} are whole numbers, such as 1, 2 or 1-5, found “{1}”.</source>
   <translation>{0} là các số nguyên, như 1, 2 hoặc 1-5, nhưng thấy “{1}”.</translation>
  </message>
  <message>
   <source>Tick at least one network.</source>
   <translation>Hãy đánh dấu ít nhất một mạng.</translation>
  </message>
  <message>
   <source>Tick at least one bit depth.</source>
   <translation>Hãy đánh dấu ít nhất một độ sâu bit.</translation>
  </message>
  <message>
   <source>&amp;Networks</source>
   <translation>&amp;Mạng</translation>
  </message>
  <message>
   <source>&amp;Bit depths</source>
   <translation>Độ sâu &amp;bit</translation>
  </message>
  <message>
   <source>&amp;Sizes (pixels)</source>
   <translation>&amp;Kích thước (điểm ảnh)</translation>
  </message>
  <message>
   <source>Learned &amp;windows</source>
   <translation>&amp;Cửa sổ học được</translation>
  </message>
  <message>
   <source>S&amp;eeds</source>
   <translation>&amp;Seed</translation>
  </message>
  <message>
   <source>&amp;Recipe</source>
   <translation>Côn&amp;g thức</translation>
  </message>
  <message>
   <source>Epoc&amp;hs</source>
   <translation>Số &amp;epoch</translation>
  </message>
  <message>
   <source>Batch si&amp;ze</source>
   <translation>Kích thước batc&amp;h</translation>
  </message>
  <message>
   <source>Ar&amp;ms: take the tick away to leave one out</source>
   <translation>&amp;Nhánh: bỏ dấu để loại một nhánh</translation>
  </message>
 </context>
 <context>
  <name>SampleMaker</name>
  <message>
   <source>{0}: {1} of {2}</source>
   <translation>{0}: {1} / {2}</translation>
  </message>
 </context>
 <context>
  <name>SanitySection</name>
  <message>
   <source>Compares the Grad-CAM map with those of networks whose layers have lost what they learned.</source>
   <translation>So sánh bản đồ Grad-CAM với bản đồ của các mạng có những tầng đã mất điều chúng học được.</translation>
  </message>
 </context>
 <context>
  <name>Saving</name>
  <message>
   <source>Web page and its numbers (*.html)</source>
   <translation>Trang web và các con số (*.html)</translation>
  </message>
  <message>
   <source>PDF (*.pdf)</source>
   <translation>PDF (*.pdf)</translation>
  </message>
  <message>
   <source>Save report</source>
   <translation>Lưu báo cáo</translation>
  </message>
 </context>
 <context>
  <name>ScreenEditor</name>
  <message>
   <source>Measured with a photometer</source>
   <translation>Đã đo bằng quang kế</translation>
  </message>
  <message>
   <source>Black</source>
   <translation>Đen</translation>
  </message>
  <message>
   <source>White</source>
   <translation>Trắng</translation>
  </message>
  <message>
   <source>Gamma</source>
   <translation>Gamma</translation>
  </message>
  <message>
   <source>{0} of the screen</source>
   <translation>{0} của màn hình</translation>
  </message>
  <message>
   <source>Without a measurement this is a simulation, and the image says so.</source>
   <translation>Không đo thì đây là mô phỏng, và ảnh có ghi rõ như vậy.</translation>
  </message>
 </context>
 <context>
  <name>SearchBar</name>
  <message>
   <source>Find in the list</source>
   <translation>Tìm trong danh sách</translation>
  </message>
  <message>
   <source>Words of the name, ID, date, modality, body part or description, or an attribute and its value:
StationName:XR1, 0008,1010:XR1, InstitutionName:"St Mary"</source>
   <translation>Từ trong tên, ID, ngày, modality, bộ phận cơ thể hoặc mô tả, hoặc một thuộc tính và giá trị của nó:
StationName:XR1, 0008,1010:XR1, InstitutionName:"St Mary"</translation>
  </message>
  <message>
   <source>{0} of {1}</source>
   <translation>{0} / {1}</translation>
  </message>
  <message>
   <source>{0} of {1} images found</source>
   <translation>Tìm thấy {0} / {1} ảnh</translation>
  </message>
 </context>
 <context>
  <name>SecondReader</name>
  <message>
   <source>Other reader</source>
   <translation>Người đọc khác</translation>
  </message>
  <message>
   <source>Nobody else yet</source>
   <translation>Chưa có ai khác</translation>
  </message>
  <message>
   <source>Compare</source>
   <translation>So sánh</translation>
  </message>
  <message>
   <source>Compare with the other reader</source>
   <translation>So sánh với người đọc kia</translation>
  </message>
  <message>
   <source>Images on which the readers disagree</source>
   <translation>Các ảnh mà người đọc không thống nhất</translation>
  </message>
  <message>
   <source>A second reader labels the same list under another name, and sees no other labels.</source>
   <translation>Người đọc thứ hai gán nhãn cùng danh sách dưới tên khác và không thấy nhãn nào khác.</translation>
  </message>
  <message>
   <source>Image</source>
   <translation>Ảnh</translation>
  </message>
  <message>
   <source>Image {0}</source>
   <translation>Ảnh {0}</translation>
  </message>
  <message>
   <source>{0} labelled {1} images of the list that you have not: label them first, then compare.</source>
   <translation>{0} đã gán nhãn {1} ảnh trong danh sách mà bạn chưa gán: hãy gán nhãn chúng trước rồi so sánh.</translation>
  </message>
  <message>
   <source>There is no image in the list that both of you labelled.</source>
   <translation>Không có ảnh nào trong danh sách mà cả hai đã gán nhãn.</translation>
  </message>
  <message>
   <source>{0} of {1} images alike</source>
   <translation>{0} / {1} ảnh giống nhau</translation>
  </message>
  <message>
   <source>{0}; Cohen's kappa does not exist where only one class was given.</source>
   <translation>{0}; hệ số kappa của Cohen không xác định khi chỉ có một lớp được gán.</translation>
  </message>
  <message>
   <source>Cohen's kappa {0} (95 % interval {1} to {2})</source>
   <translation>Hệ số kappa của Cohen {0} (khoảng tin cậy 95 % từ {1} đến {2})</translation>
  </message>
 </context>
 <context>
  <name>SendDesk</name>
  <message>
   <source>Stopped. What the PACS has stays there.</source>
   <translation>Đã dừng. Những gì PACS đã nhận vẫn ở đó.</translation>
  </message>
  <message>
   <source>{0} answers.</source>
   <translation>{0} có trả lời.</translation>
  </message>
 </context>
 <context>
  <name>SendDialog</name>
  <message>
   <source>Send to PACS</source>
   <translation>Gửi đến PACS</translation>
  </message>
  <message>
   <source>Sending</source>
   <translation>Đang gửi</translation>
  </message>
  <message>
   <source>Test the connection</source>
   <translation>Thử kết nối</translation>
  </message>
  <message>
   <source>Send</source>
   <translation>Gửi</translation>
  </message>
  <message>
   <source>The result: report and picture</source>
   <translation>Kết quả: báo cáo và hình</translation>
  </message>
  <message>
   <source>The result: report (SR)</source>
   <translation>Kết quả: báo cáo (SR)</translation>
  </message>
  <message>
   <source>The result: picture (Secondary Capture)</source>
   <translation>Kết quả: hình (Secondary Capture)</translation>
  </message>
  <message>
   <source>The image on screen</source>
   <translation>Ảnh trên màn hình</translation>
  </message>
  <message>
   <source>The {0} images of its series</source>
   <translation>{0} ảnh của loạt này</translation>
  </message>
  <message>
   <source>All {0} listed images</source>
   <translation>Tất cả {0} ảnh trong danh sách</translation>
  </message>
  <message>
   <source>{0} of {1} files sent.</source>
   <translation>Đã gửi {0} / {1} tệp.</translation>
  </message>
  <message>
   <source>{0} files were not sent:</source>
   <translation>{0} tệp không gửi được:</translation>
  </message>
  <message>
   <source>{0} of {1} files</source>
   <translation>{0} / {1} tệp</translation>
  </message>
  <message>
   <source>&amp;Send</source>
   <translation>&amp;Gửi</translation>
  </message>
  <message>
   <source>There is no answer about this image yet: classify it first.</source>
   <translation>Chưa có câu trả lời về ảnh này: hãy phân loại trước.</translation>
  </message>
 </context>
 <context>
  <name>SensitivitySection</name>
  <message>
   <source>What changes the answer</source>
   <translation>Điều gì làm đổi câu trả lời</translation>
  </message>
  <message>
   <source>Change</source>
   <translation>Thay đổi</translation>
  </message>
  <message>
   <source>Decision</source>
   <translation>Quyết định</translation>
  </message>
  <message>
   <source>Largest change</source>
   <translation>Thay đổi lớn nhất</translation>
  </message>
  <message>
   <source>No decision</source>
   <translation>Không có quyết định</translation>
  </message>
  <message>
   <source>{0} (changed)</source>
   <translation>{0} (đã đổi)</translation>
  </message>
 </context>
 <context>
  <name>Settings</name>
  <message>
   <source>Preferences could not be saved ({0}); they hold until you close CXR-12.</source>
   <translation>Không lưu được tùy chọn ({0}); chúng còn cho đến khi bạn đóng CXR-12.</translation>
  </message>
 </context>
 <context>
  <name>SettingsForm</name>
  <message>
   <source>Native (all bits)</source>
   <translation>Gốc (mọi bit)</translation>
  </message>
  <message>
   <source>12 bits</source>
   <translation>12 bit</translation>
  </message>
  <message>
   <source>8 bits</source>
   <translation>8 bit</translation>
  </message>
  <message>
   <source>None</source>
   <translation>Không</translation>
  </message>
  <message>
   <source>Also save as .h5</source>
   <translation>Lưu thêm dạng .h5</translation>
  </message>
  <message>
   <source>Skip unreadable images</source>
   <translation>Bỏ qua ảnh không đọc được</translation>
  </message>
  <message>
   <source>Advanced</source>
   <translation>Nâng cao</translation>
  </message>
  <message>
   <source>{0} bits</source>
   <translation>{0} bit</translation>
  </message>
  <message>
   <source>Also set: {0}.</source>
   <translation>Đặt thêm: {0}.</translation>
  </message>
  <message>
   <source>{0} x {0} pixels</source>
   <translation>{0} x {0} điểm ảnh</translation>
  </message>
  <message>
   <source>Architecture</source>
   <translation>Kiến trúc</translation>
  </message>
  <message>
   <source>Variant</source>
   <translation>Biến thể</translation>
  </message>
  <message>
   <source>Input size</source>
   <translation>Kích thước đầu vào</translation>
  </message>
  <message>
   <source>Bit depth</source>
   <translation>Độ sâu bit</translation>
  </message>
  <message>
   <source>Recipe</source>
   <translation>Công thức</translation>
  </message>
  <message>
   <source>Windows</source>
   <translation>Các cửa sổ</translation>
  </message>
  <message>
   <source>Epochs</source>
   <translation>Số epoch</translation>
  </message>
  <message>
   <source>Batch size</source>
   <translation>Kích thước batch</translation>
  </message>
  <message>
   <source>Seed</source>
   <translation>Seed</translation>
  </message>
  <message>
   <source>Name</source>
   <translation>Tên</translation>
  </message>
  <message>
   <source>Standard: as published. Proposed: as changed by the thesis for 12 bits.</source>
   <translation>Standard: như đã công bố. Proposed: như luận văn đã sửa cho 12 bit.</translation>
  </message>
  <message>
   <source>How many bits of each stored pixel value the network is given.</source>
   <translation>Mạng nhận bao nhiêu bit của mỗi giá trị điểm ảnh lưu.</translation>
  </message>
  <message>
   <source>Modern: AdamW, cosine decay, cross-entropy, average-pooling head. Modern, little data: the same with stronger variation and dropout. Thesis: SGD, binary cross-entropy, dense head.</source>
   <translation>Hiện đại: AdamW, giảm tốc độ học theo cosin, cross-entropy, phần đầu lấy trung bình. Hiện đại, ít dữ liệu: như vậy nhưng biến đổi ảnh và dropout mạnh hơn. Luận văn: SGD, binary cross-entropy, phần đầu kết nối đầy đủ.</translation>
  </message>
  <message>
   <source>Windows that the network learns (WindowNet); afterwards the Display panel offers them.</source>
   <translation>Các cửa sổ mà mạng tự học (WindowNet); sau đó ngăn Hiển thị cung cấp chúng.</translation>
  </message>
  <message>
   <source>Initial weights, shuffling and augmentation follow from it.</source>
   <translation>Trọng số ban đầu, thứ tự trộn và tăng cường dữ liệu đều theo đó.</translation>
  </message>
  <message>
   <source>Beside model.keras, write model.h5 for older tools.</source>
   <translation>Bên cạnh model.keras, ghi thêm model.h5 cho công cụ cũ.</translation>
  </message>
 </context>
 <context>
  <name>SettingsPage</name>
  <message>
   <source>Reset to defaults</source>
   <translation>Khôi phục mặc định</translation>
  </message>
 </context>
 <context>
  <name>SetupForm</name>
  <message>
   <source>&amp;Begin or go on</source>
   <translation>&amp;Bắt đầu hoặc tiếp tục</translation>
  </message>
  <message>
   <source>Every image is read twice, once at 12 bits and once at 8, in two sessions some weeks apart, without being told which. All readers of one study take the same data, finding, number of images and seed.</source>
   <translation>Mỗi ảnh được đọc hai lần, một lần ở 12 bit và một lần ở 8 bit, trong hai phiên cách nhau vài tuần, không cho biết là lần nào. Mọi người đọc của một nghiên cứu dùng cùng dữ liệu, dấu hiệu, số ảnh và seed.</translation>
  </message>
  <message>
   <source>&amp;Finding</source>
   <translation>&amp;Dấu hiệu</translation>
  </message>
  <message>
   <source>&amp;Images</source>
   <translation>Ả&amp;nh</translation>
  </message>
  <message>
   <source>&amp;Seed</source>
   <translation>&amp;Seed</translation>
  </message>
  <message>
   <source>&amp;Reader</source>
   <translation>N&amp;gười đọc</translation>
  </message>
  <message>
   <source>Choose data and name the reader first.</source>
   <translation>Trước hết hãy chọn dữ liệu và nêu tên người đọc.</translation>
  </message>
 </context>
 <context>
  <name>Shortcuts</name>
  <message>
   <source>The shortcuts could not be saved ({0}); they hold until you close CXR-12.</source>
   <translation>Không lưu được phím tắt ({0}); chúng còn cho đến khi bạn đóng CXR-12.</translation>
  </message>
 </context>
 <context>
  <name>ShortcutsPage</name>
  <message>
   <source>Search by name or keys</source>
   <translation>Tìm theo tên hoặc phím</translation>
  </message>
  <message>
   <source>Search the shortcuts</source>
   <translation>Tìm phím tắt</translation>
  </message>
  <message>
   <source>Shortcuts</source>
   <translation>Phím tắt</translation>
  </message>
  <message>
   <source>Action</source>
   <translation>Lệnh</translation>
  </message>
  <message>
   <source>Menu</source>
   <translation>Menu</translation>
  </message>
  <message>
   <source>Keys</source>
   <translation>Phím</translation>
  </message>
  <message>
   <source>Assign</source>
   <translation>Gán</translation>
  </message>
  <message>
   <source>Add</source>
   <translation>Thêm</translation>
  </message>
  <message>
   <source>Remove</source>
   <translation>Xóa</translation>
  </message>
  <message>
   <source>Reset</source>
   <translation>Đặt lại</translation>
  </message>
  <message>
   <source>Reset to defaults</source>
   <translation>Khôi phục mặc định</translation>
  </message>
  <message>
   <source>Changed by you</source>
   <translation>Bạn đã đổi</translation>
  </message>
  <message>
   <source>New keys for “{0}”: press them</source>
   <translation>Phím mới cho “{0}”: hãy bấm phím</translation>
  </message>
  <message>
   <source>Take and assign</source>
   <translation>Lấy và gán</translation>
  </message>
  <message>
   <source>Take and add</source>
   <translation>Lấy và thêm</translation>
  </message>
  <message>
   <source>Take back</source>
   <translation>Rút lại</translation>
  </message>
  <message>
   <source>{0} is used by {1}; taking it leaves that without.</source>
   <translation>{0} đang dùng cho {1}; lấy phím thì lệnh đó không còn phím.</translation>
  </message>
 </context>
 <context>
  <name>ShortcutsWindow</name>
  <message>
   <source>Left drag</source>
   <translation>Kéo nút trái</translation>
  </message>
  <message>
   <source>Window: right is wider, down is a higher level (see Preferences)</source>
   <translation>Cửa sổ: sang phải rộng hơn, xuống là mức cao hơn (xem Tùy chọn)</translation>
  </message>
  <message>
   <source>Ctrl + left drag</source>
   <translation>Ctrl + kéo nút trái</translation>
  </message>
  <message>
   <source>Window from the values in a rectangle</source>
   <translation>Cửa sổ theo các giá trị trong một hình chữ nhật</translation>
  </message>
  <message>
   <source>Middle drag</source>
   <translation>Kéo nút giữa</translation>
  </message>
  <message>
   <source>Move the image</source>
   <translation>Di chuyển ảnh</translation>
  </message>
  <message>
   <source>Right drag</source>
   <translation>Kéo nút phải</translation>
  </message>
  <message>
   <source>Zoom</source>
   <translation>Thu phóng</translation>
  </message>
  <message>
   <source>Right click</source>
   <translation>Bấm nút phải</translation>
  </message>
  <message>
   <source>Menu</source>
   <translation>Menu</translation>
  </message>
  <message>
   <source>Wheel</source>
   <translation>Bánh lăn</translation>
  </message>
  <message>
   <source>Next or previous image of the series, or frame; zooms a single image</source>
   <translation>Ảnh trước hoặc sau của loạt, hoặc khung; thu phóng nếu chỉ có một ảnh</translation>
  </message>
  <message>
   <source>Ctrl + wheel</source>
   <translation>Ctrl + bánh lăn</translation>
  </message>
  <message>
   <source>Zoom at the cursor</source>
   <translation>Thu phóng tại con trỏ</translation>
  </message>
  <message>
   <source>Double click</source>
   <translation>Bấm đúp</translation>
  </message>
  <message>
   <source>Fit; when it fits, the image alone</source>
   <translation>Vừa khung; khi đã vừa thì chỉ còn ảnh</translation>
  </message>
  <message>
   <source>M, held</source>
   <translation>Giữ M</translation>
  </message>
  <message>
   <source>Loupe</source>
   <translation>Kính lúp</translation>
  </message>
  <message>
   <source>Keyboard shortcuts</source>
   <translation>Phím tắt</translation>
  </message>
  <message>
   <source>Keys or mouse</source>
   <translation>Phím hoặc chuột</translation>
  </message>
  <message>
   <source>What it does</source>
   <translation>Tác dụng</translation>
  </message>
 </context>
 <context>
  <name>SourceForm</name>
  <message>
   <source>Add image folder …</source>
   <translation>Thêm thư mục ảnh …</translation>
  </message>
  <message>
   <source>e.g. normal</source>
   <translation>ví dụ normal</translation>
  </message>
  <message>
   <source>Divided by patient</source>
   <translation>Chia theo bệnh nhân</translation>
  </message>
  <message>
   <source>Test only (external test set)</source>
   <translation>Chỉ kiểm tra (tập kiểm tra ngoài)</translation>
  </message>
  <message>
   <source>Training only</source>
   <translation>Chỉ huấn luyện</translation>
  </message>
  <message>
   <source>Validation only</source>
   <translation>Chỉ kiểm định</translation>
  </message>
  <message>
   <source>More columns and words</source>
   <translation>Cột và từ khác</translation>
  </message>
  <message>
   <source>Labels as</source>
   <translation>Nhãn dạng</translation>
  </message>
  <message>
   <source>Images in</source>
   <translation>Ảnh ở</translation>
  </message>
  <message>
   <source>All of them show</source>
   <translation>Tất cả đều là</translation>
  </message>
  <message>
   <source>Part</source>
   <translation>Phần</translation>
  </message>
  <message>
   <source>Form of the labels</source>
   <translation>Dạng của nhãn</translation>
  </message>
  <message>
   <source>Part of the source</source>
   <translation>Phần của nguồn</translation>
  </message>
  <message>
   <source>What all images of the source show</source>
   <translation>Mọi ảnh của nguồn thể hiện</translation>
  </message>
  <message>
   <source>by its usual name</source>
   <translation>theo tên thường dùng</translation>
  </message>
  <message>
   <source>the folder of the sheet</source>
   <translation>thư mục của bảng nhãn</translation>
  </message>
  <message>
   <source>{0} folders (hidden)</source>
   <translation>{0} thư mục (ẩn)</translation>
  </message>
  <message>
   <source>Choose a folder of images</source>
   <translation>Chọn thư mục ảnh</translation>
  </message>
 </context>
 <context>
  <name>Sources</name>
  <message>
   <source>Session only</source>
   <translation>Chỉ phiên này</translation>
  </message>
  <message>
   <source>Lists, thumbnails, annotations and results are gone when CXR-12 is closed</source>
   <translation>Danh sách, ảnh thu nhỏ, chú thích và kết quả sẽ mất khi đóng CXR-12</translation>
  </message>
  <message>
   <source>This object holds no image, but its attributes can be read.</source>
   <translation>Đối tượng này không chứa ảnh, nhưng có thể đọc các thuộc tính của nó.</translation>
  </message>
  <message>
   <source>Show the attributes</source>
   <translation>Hiện các thuộc tính</translation>
  </message>
  <message>
   <source>Try again</source>
   <translation>Thử lại</translation>
  </message>
  <message>
   <source>Show what it carries</source>
   <translation>Hiện những gì nó mang theo</translation>
  </message>
  <message>
   <source>From now on lists, thumbnails, annotations, results and recent folders are kept for this session only. What was kept before stays on this computer, out of use: Forget folder removes it.</source>
   <translation>Từ nay danh sách, ảnh thu nhỏ, chú thích, kết quả và thư mục gần đây chỉ được giữ trong phiên này. Những gì đã lưu trước đó vẫn ở trên máy tính này, không được dùng: Quên thư mục sẽ xóa chúng.</translation>
  </message>
  <message>
   <source>Lists, thumbnails, annotations and results are kept on this computer again, those to come.</source>
   <translation>Từ nay danh sách, ảnh thu nhỏ, chú thích và kết quả mới lại được lưu trên máy tính này.</translation>
  </message>
 </context>
 <context>
  <name>SourcesPage</name>
  <message>
   <source>Sources</source>
   <translation>Các nguồn</translation>
  </message>
  <message>
   <source>Add folder …</source>
   <translation>Thêm thư mục …</translation>
  </message>
  <message>
   <source>Add label sheet …</source>
   <translation>Thêm bảng nhãn …</translation>
  </message>
  <message>
   <source>Add from the window</source>
   <translation>Thêm từ cửa sổ chính</translation>
  </message>
  <message>
   <source>Remove</source>
   <translation>Xóa</translation>
  </message>
  <message>
   <source>Remove the source</source>
   <translation>Xóa nguồn</translation>
  </message>
  <message>
   <source>A dataset begins with images whose labels are known: a folder with one sub-folder per class, a label sheet with its images, or what you labelled in the window. Several sources make one dataset.</source>
   <translation>Bộ dữ liệu bắt đầu từ những ảnh đã biết nhãn: một thư mục có mỗi lớp một thư mục con, một bảng nhãn cùng ảnh của nó, hoặc những gì bạn đã gán nhãn trong cửa sổ chính. Nhiều nguồn hợp thành một bộ dữ liệu.</translation>
  </message>
  <message>
   <source>Images of the chosen row in the browser</source>
   <translation>Ảnh của hàng đã chọn trong trình duyệt</translation>
  </message>
  <message>
   <source>All images in the browser</source>
   <translation>Mọi ảnh trong trình duyệt</translation>
  </message>
  <message>
   <source>My labels</source>
   <translation>Nhãn của tôi</translation>
  </message>
  <message>
   <source>Labels of all readers, where they agree</source>
   <translation>Nhãn của mọi người đọc, nơi họ thống nhất</translation>
  </message>
  <message>
   <source>The chosen source</source>
   <translation>Nguồn đã chọn</translation>
  </message>
  <message>
   <source>cannot be used</source>
   <translation>không dùng được</translation>
  </message>
  <message>
   <source>being counted …</source>
   <translation>đang đếm …</translation>
  </message>
  <message>
   <source>{0} images</source>
   <translation>{0} ảnh</translation>
  </message>
  <message>
   <source>{0} images, {1} findings.</source>
   <translation>{0} ảnh, {1} dấu hiệu.</translation>
  </message>
  <message>
   <source>{0} images of the sheet were not found.</source>
   <translation>{0} ảnh của bảng nhãn không tìm thấy.</translation>
  </message>
  <message>
   <source>Up to {0} readings of an image; those of {1} images are not all the same.</source>
   <translation>Mỗi ảnh tới {0} lượt đọc; {1} ảnh có các lượt đọc không giống nhau.</translation>
  </message>
  <message>
   <source>Choose a folder of labelled images</source>
   <translation>Chọn thư mục ảnh đã có nhãn</translation>
  </message>
  <message>
   <source>Tables (*.csv *.parquet)</source>
   <translation>Bảng (*.csv *.parquet)</translation>
  </message>
  <message>
   <source>Choose a label sheet</source>
   <translation>Chọn bảng nhãn</translation>
  </message>
 </context>
 <context>
  <name>StatusBar</name>
  <message>
   <source>Pixel under the cursor</source>
   <translation>Điểm ảnh dưới con trỏ</translation>
  </message>
  <message>
   <source>Column and row from 0, stored value, modality value, and grey on screen from 0 to 255</source>
   <translation>Cột và hàng đếm từ 0, giá trị lưu, giá trị modality, và mức xám trên màn hình từ 0 đến 255</translation>
  </message>
  <message>
   <source>Zoom {0} %</source>
   <translation>Thu phóng {0} %</translation>
  </message>
  <message>
   <source>Lossy compressed</source>
   <translation>Nén mất dữ liệu</translation>
  </message>
  <message>
   <source>Being read</source>
   <translation>Đang đọc</translation>
  </message>
 </context>
 <context>
  <name>StudiesWindow</name>
  <message>
   <source>Studies</source>
   <translation>Các nghiên cứu</translation>
  </message>
  <message>
   <source>&amp;New study …</source>
   <translation>Nghiên cứu &amp;mới …</translation>
  </message>
  <message>
   <source>A&amp;dd file …</source>
   <translation>&amp;Thêm tệp …</translation>
  </message>
  <message>
   <source>Take over a study that was written as a text file; see the manual.</source>
   <translation>Nhận một nghiên cứu đã viết thành tệp văn bản; xem hướng dẫn.</translation>
  </message>
  <message>
   <source>&amp;Resume</source>
   <translation>T&amp;iếp tục</translation>
  </message>
  <message>
   <source>Pa&amp;use</source>
   <translation>Tạm &amp;dừng</translation>
  </message>
  <message>
   <source>Let the runs under way write checkpoints, and end; Resume goes on from them.</source>
   <translation>Để các lượt đang chạy ghi checkpoint rồi kết thúc; nút Tiếp tục chạy tiếp từ đó.</translation>
  </message>
  <message>
   <source>&amp;Open report</source>
   <translation>Mở &amp;báo cáo</translation>
  </message>
  <message>
   <source>&amp;Compare runs</source>
   <translation>&amp;So sánh các lượt chạy</translation>
  </message>
  <message>
   <source>Show the finished runs in the Compare panel.</source>
   <translation>Hiện các lượt chạy đã xong trong ngăn So sánh.</translation>
  </message>
  <message>
   <source>Show &amp;folder</source>
   <translation>Hiện thư mụ&amp;c</translation>
  </message>
  <message>
   <source>Declare and sta&amp;rt</source>
   <translation>&amp;Khai báo và bắt đầu</translation>
  </message>
  <message>
   <source>One study runs at a time.</source>
   <translation>Mỗi lúc chỉ một nghiên cứu được chạy.</translation>
  </message>
 </context>
 <context>
  <name>StudyAtWork</name>
  <message>
   <source>Starting the study</source>
   <translation>Đang bắt đầu nghiên cứu</translation>
  </message>
  <message>
   <source>Found at work; it was not started by this window</source>
   <translation>Thấy đang chạy; không phải do cửa sổ này bắt đầu</translation>
  </message>
  <message>
   <source>Pausing after the batch under way</source>
   <translation>Sẽ tạm dừng sau batch đang chạy</translation>
  </message>
  <message>
   <source>The study is not responding: nothing was heard of it for a minute. You can pause it.</source>
   <translation>Nghiên cứu không phản hồi: một phút qua không có tin gì. Bạn có thể tạm dừng nó.</translation>
  </message>
 </context>
 <context>
  <name>StudyDesk</name>
  <message>
   <source>Add a study</source>
   <translation>Thêm nghiên cứu</translation>
  </message>
  <message>
   <source>Studies (*.toml)</source>
   <translation>Nghiên cứu (*.toml)</translation>
  </message>
  <message>
   <source>A study of this name is there already: give the study another name.</source>
   <translation>Đã có nghiên cứu tên này: hãy đặt tên khác cho nghiên cứu.</translation>
  </message>
  <message>
   <source>The study could not be written: {0}</source>
   <translation>Không ghi được nghiên cứu: {0}</translation>
  </message>
  <message>
   <source>No program opened {0}: open it from its folder.</source>
   <translation>Không chương trình nào mở được {0}: hãy mở từ thư mục của nó.</translation>
  </message>
 </context>
 <context>
  <name>StudyDetails</name>
  <message>
   <source>Runs of the study</source>
   <translation>Các lượt chạy của nghiên cứu</translation>
  </message>
  <message>
   <source>Arm</source>
   <translation>Nhánh</translation>
  </message>
  <message>
   <source>Seed</source>
   <translation>Seed</translation>
  </message>
  <message>
   <source>State</source>
   <translation>Trạng thái</translation>
  </message>
  <message>
   <source>Epoch</source>
   <translation>Epoch</translation>
  </message>
  <message>
   <source>about {0} to go</source>
   <translation>còn khoảng {0}</translation>
  </message>
  <message>
   <source>declared {0}</source>
   <translation>khai báo {0}</translation>
  </message>
  <message>
   <source>no reason was told</source>
   <translation>không cho biết lý do</translation>
  </message>
  <message>
   <source>{0}, seed {1}: {2}</source>
   <translation>{0}, seed {1}: {2}</translation>
  </message>
  <message>
   <source>… and {0} more</source>
   <translation>… và {0} lượt nữa</translation>
  </message>
  <message>
   <source>Its file is not here, so where its data lie is not known: add it with Add file.</source>
   <translation>Tệp của nó không có ở đây nên không biết dữ liệu nằm đâu: hãy thêm bằng Thêm tệp.</translation>
  </message>
 </context>
 <context>
  <name>StudyDialog</name>
  <message>
   <source>New study</source>
   <translation>Nghiên cứu mới</translation>
  </message>
  <message>
   <source>A study of this name is there already: choose another name.</source>
   <translation>Đã có nghiên cứu tên này: hãy chọn tên khác.</translation>
  </message>
  <message>
   <source>a name</source>
   <translation>tên</translation>
  </message>
  <message>
   <source>data that were read</source>
   <translation>dữ liệu đã đọc</translation>
  </message>
  <message>
   <source>a name of its own</source>
   <translation>tên riêng</translation>
  </message>
  <message>
   <source>runs that can be planned</source>
   <translation>các lượt chạy lập kế hoạch được</translation>
  </message>
  <message>
   <source>Needed before the start: {0}.</source>
   <translation>Cần có trước khi bắt đầu: {0}.</translation>
  </message>
  <message>
   <source>&amp;1 Question</source>
   <translation>&amp;1 Câu hỏi</translation>
  </message>
  <message>
   <source>&amp;2 Runs</source>
   <translation>&amp;2 Lượt chạy</translation>
  </message>
  <message>
   <source>&amp;3 Declaration</source>
   <translation>&amp;3 Khai báo</translation>
  </message>
  <message>
   <source>What is declared is written before the first run and never changed.</source>
   <translation>Điều khai báo được ghi trước lượt chạy đầu tiên và không bao giờ thay đổi.</translation>
  </message>
  <message>
   <source>Back</source>
   <translation>Quay lại</translation>
  </message>
  <message>
   <source>Next</source>
   <translation>Tiếp</translation>
  </message>
  <message>
   <source>Save for later</source>
   <translation>Lưu để sau</translation>
  </message>
  <message>
   <source>Declare and start</source>
   <translation>Khai báo và bắt đầu</translation>
  </message>
 </context>
 <context>
  <name>StudyList</name>
  <message>
   <source>Studies</source>
   <translation>Các nghiên cứu</translation>
  </message>
  <message>
   <source>No studies yet. Press New study to ask one question of many runs.</source>
   <translation>Chưa có nghiên cứu nào. Bấm Nghiên cứu mới để hỏi một câu hỏi với nhiều lượt chạy.</translation>
  </message>
 </context>
 <context>
  <name>StudyProcess</name>
  <message>
   <source>The study could not be started: {0}.</source>
   <translation>Không bắt đầu được nghiên cứu: {0}.</translation>
  </message>
  <message>
   <source>The study ended without a word. Resume it; it goes on where it was.</source>
   <translation>Nghiên cứu kết thúc không một lời. Hãy tiếp tục; nó chạy tiếp từ chỗ cũ.</translation>
  </message>
  <message>
   <source>Another program is at work on it, or its folder cannot be written: cxr12 study tells more.</source>
   <translation>Có chương trình khác đang chạy nó, hoặc không ghi được vào thư mục của nó: lệnh cxr12 study cho biết thêm.</translation>
  </message>
  <message>
   <source>The study was ended from outside (signal {0}). Resume it; it goes on where it was.</source>
   <translation>Nghiên cứu bị kết thúc từ bên ngoài (tín hiệu {0}). Hãy tiếp tục; nó chạy tiếp từ chỗ cũ.</translation>
  </message>
  <message>
   <source>The study ended early (exit code {0}). Resume it; it goes on where it was.</source>
   <translation>Nghiên cứu kết thúc sớm (mã thóat {0}). Hãy tiếp tục; nó chạy tiếp từ chỗ cũ.</translation>
  </message>
 </context>
 <context>
  <name>StudyProgress</name>
  <message>
   <source>Progress of the study</source>
   <translation>Tiến độ nghiên cứu</translation>
  </message>
  <message>
   <source>Timing network {0} of {1}: {2}</source>
   <translation>Đo thời gian mạng {0} / {1}: {2}</translation>
  </message>
  <message>
   <source>Run {0} of {1}: {2}, seed {3}</source>
   <translation>Lượt chạy {0} / {1}: {2}, seed {3}</translation>
  </message>
  <message>
   <source>{0} · epoch {1} of {2}</source>
   <translation>{0} · epoch {1} / {2}</translation>
  </message>
  <message>
   <source>{0} · {1} left of this run</source>
   <translation>{0} · lượt này còn {1}</translation>
  </message>
  <message>
   <source>Finished; the report is written.</source>
   <translation>Đã xong; đã ghi báo cáo.</translation>
  </message>
  <message>
   <source>Paused; Resume goes on where it was.</source>
   <translation>Đã tạm dừng; nút Tiếp tục chạy tiếp từ chỗ cũ.</translation>
  </message>
  <message>
   <source>The report is written, but some runs failed; Resume tries them again.</source>
   <translation>Đã ghi báo cáo, nhưng một số lượt thất bại; nút Tiếp tục thử lại chúng.</translation>
  </message>
  <message>
   <source>The study could not go on.</source>
   <translation>Nghiên cứu không chạy tiếp được.</translation>
  </message>
  <message>
   <source>The study was interrupted; Resume goes on where it was.</source>
   <translation>Nghiên cứu bị gián đoạn; nút Tiếp tục chạy tiếp từ chỗ cũ.</translation>
  </message>
  <message>
   <source>The study was not begun.</source>
   <translation>Nghiên cứu chưa bắt đầu.</translation>
  </message>
  <message>
   <source>Reading {0} of {1} files</source>
   <translation>Đang đọc {0} / {1} tệp</translation>
  </message>
  <message>
   <source>preparing {0} of {1} images</source>
   <translation>chuẩn bị {0} / {1} ảnh</translation>
  </message>
  <message>
   <source>looking for leaks and shortcuts</source>
   <translation>tìm rò rỉ và lối tắt</translation>
  </message>
  <message>
   <source>epoch {0}</source>
   <translation>epoch {0}</translation>
  </message>
  <message>
   <source>testing on the test patients</source>
   <translation>kiểm tra trên bệnh nhân kiểm tra</translation>
  </message>
 </context>
 <context>
  <name>StudyView</name>
  <message>
   <source>Patients, studies, series and images</source>
   <translation>Bệnh nhân, ca chụp, loạt và ảnh</translation>
  </message>
 </context>
 <context>
  <name>SubgroupTable</name>
  <message>
   <source>{0}: {1}, {2} images of {3} patients</source>
   <translation>{0}: {1}, {2} ảnh của {3} bệnh nhân</translation>
  </message>
  <message>
   <source>Value</source>
   <translation>Giá trị</translation>
  </message>
  <message>
   <source>Chance</source>
   <translation>Ngẫu nhiên</translation>
  </message>
 </context>
 <context>
  <name>SummaryTable</name>
  <message>
   <source>Accuracy</source>
   <translation>Độ chính xác</translation>
  </message>
  <message>
   <source>Balanced
accuracy</source>
   <translation>Độ chính xác
cân bằng</translation>
  </message>
  <message>
   <source>Macro AUC</source>
   <translation>Macro AUC</translation>
  </message>
  <message>
   <source>{0}
chance {1}</source>
   <translation>{0}
ngẫu nhiên {1}</translation>
  </message>
 </context>
 <context>
  <name>TagModel</name>
  <message>
   <source>Tag</source>
   <translation>Tag</translation>
  </message>
  <message>
   <source>VR</source>
   <translation>VR</translation>
  </message>
  <message>
   <source>Name</source>
   <translation>Tên</translation>
  </message>
  <message>
   <source>Value</source>
   <translation>Giá trị</translation>
  </message>
  <message>
   <source>found: </source>
   <translation>tìm thấy: </translation>
  </message>
 </context>
 <context>
  <name>TagTree</name>
  <message>
   <source>Copy value</source>
   <translation>Chép giá trị</translation>
  </message>
  <message>
   <source>Copy row</source>
   <translation>Chép hàng</translation>
  </message>
  <message>
   <source>Copy all</source>
   <translation>Chép tất cả</translation>
  </message>
  <message>
   <source>Defined by {0}</source>
   <translation>Định nghĩa bởi {0}</translation>
  </message>
  <message>
   <source>Attributes</source>
   <translation>Các thuộc tính</translation>
  </message>
  <message>
   <source>The chosen attribute</source>
   <translation>Thuộc tính đã chọn</translation>
  </message>
 </context>
 <context>
  <name>TagWindow</name>
  <message>
   <source>Attributes</source>
   <translation>Các thuộc tính</translation>
  </message>
  <message>
   <source>Reading the attributes</source>
   <translation>Đang đọc các thuộc tính</translation>
  </message>
  <message>
   <source>End comparing</source>
   <translation>Kết thúc so sánh</translation>
  </message>
  <message>
   <source>The other file cannot be compared: {0}</source>
   <translation>Không so sánh được với tệp kia: {0}</translation>
  </message>
  <message>
   <source>Open an image, or choose a file in the browser, to see its attributes.</source>
   <translation>Hãy mở một ảnh, hoặc chọn một tệp trong trình duyệt, để xem các thuộc tính của nó.</translation>
  </message>
  <message>
   <source>Values that may tell whose image it is are hidden.</source>
   <translation>Các giá trị có thể cho biết ảnh của ai đã được ẩn.</translation>
  </message>
 </context>
 <context>
  <name>TogetherForm</name>
  <message>
   <source>Alter the image slightly ({0} answers)</source>
   <translation>Biến đổi nhẹ ảnh ({0} câu trả lời)</translation>
  </message>
  <message>
   <source>Moved by 2 %, zoomed by 4 %, and in windows changed by 5 %: test-time augmentation.</source>
   <translation>Dời 2 %, phóng 4 %, và cửa sổ đổi 5 %: tăng cường khi suy luận (test-time augmentation).</translation>
  </message>
  <message>
   <source>Swap left and right, too</source>
   <translation>Đổi cả trái và phải</translation>
  </message>
  <message>
   <source>Not for findings that are known by their side.</source>
   <translation>Không dùng cho dấu hiệu nhận biết theo bên.</translation>
  </message>
  <message>
   <source>Further models to ask</source>
   <translation>Các mô hình hỏi thêm</translation>
  </message>
  <message>
   <source>No other model has the same classes.</source>
   <translation>Không mô hình nào khác có cùng các lớp.</translation>
  </message>
  <message>
   <source>At most {0} models answer together; the last ones ticked are left out.</source>
   <translation>Nhiều nhất {0} mô hình trả lời cùng nhau; các mô hình đánh dấu sau cùng bị bỏ ra.</translation>
  </message>
  <message>
   <source>The answer is the mean; its range is no confidence interval.</source>
   <translation>Câu trả lời là trung bình; khoảng của nó không phải khoảng tin cậy.</translation>
  </message>
 </context>
 <context>
  <name>TrainPanel</name>
  <message>
   <source>Choose the data of this run above, then resume it.</source>
   <translation>Hãy chọn dữ liệu của lượt chạy này ở trên, rồi chạy tiếp.</translation>
  </message>
  <message>
   <source>Data and settings</source>
   <translation>Dữ liệu và thiết lập</translation>
  </message>
  <message>
   <source>Curves</source>
   <translation>Đường cong</translation>
  </message>
  <message>
   <source>Runs</source>
   <translation>Các lượt chạy</translation>
  </message>
 </context>
 <context>
  <name>TrainingProcess</name>
  <message>
   <source>The trainer could not be started: {0}.</source>
   <translation>Không khởi động được trình huấn luyện: {0}.</translation>
  </message>
  <message>
   <source>The training did not stop within {0} s and was ended.</source>
   <translation>Việc huấn luyện không dừng trong {0} giây và đã bị kết thúc.</translation>
  </message>
  <message>
   <source>The training was ended by the system, perhaps out of memory: try a smaller batch.</source>
   <translation>Hệ thống đã kết thúc việc huấn luyện, có thể do hết bộ nhớ: hãy thử batch nhỏ hơn.</translation>
  </message>
  <message>
   <source>The training ended without a word; log.txt in its folder may say why.</source>
   <translation>Việc huấn luyện kết thúc không một lời; log.txt trong thư mục của nó có thể cho biết lý do.</translation>
  </message>
  <message>
   <source>The training crashed (signal {0}); log.txt in its folder may say why.</source>
   <translation>Việc huấn luyện gặp sự cố (tín hiệu {0}); log.txt trong thư mục của nó có thể cho biết lý do.</translation>
  </message>
  <message>
   <source>Paused, because the run folder cannot be written ({0} MB free there).</source>
   <translation>Đã tạm dừng vì không ghi được vào thư mục lượt chạy (ở đó còn trống {0} MB).</translation>
  </message>
  <message>
   <source>The training ended early (exit code {0}); log.txt in its folder may say why.</source>
   <translation>Việc huấn luyện kết thúc sớm (mã thóat {0}); log.txt trong thư mục của nó có thể cho biết lý do.</translation>
  </message>
 </context>
 <context>
  <name>UserPresets</name>
  <message>
   <source>Type a name for the preset.</source>
   <translation>Hãy gõ tên cho cửa sổ cài sẵn.</translation>
  </message>
  <message>
   <source>There is already a preset called “{0}”; choose another name.</source>
   <translation>Đã có cửa sổ cài sẵn tên “{0}”; hãy chọn tên khác.</translation>
  </message>
  <message>
   <source>There are {0} presets, the most there can be; delete one first.</source>
   <translation>Có {0} cửa sổ cài sẵn, là số tối đa; hãy xóa bớt một cái trước.</translation>
  </message>
  <message>
   <source>Presets could not be saved ({0}); they hold until you close CXR-12.</source>
   <translation>Không lưu được cửa sổ cài sẵn ({0}); chúng còn cho đến khi bạn đóng CXR-12.</translation>
  </message>
 </context>
 <context>
  <name>Values</name>
  <message>
   <source>Measuring…</source>
   <translation>Đang đo…</translation>
  </message>
 </context>
 <context>
  <name>Veil</name>
  <message>
   <source>The image is still being read.</source>
   <translation>Ảnh vẫn đang được đọc.</translation>
  </message>
 </context>
 <context>
  <name>WindowEditor</name>
  <message>
   <source>Invert black and white</source>
   <translation>Đảo đen trắng</translation>
  </message>
  <message>
   <source>&amp;Centre</source>
   <translation>&amp;Tâm</translation>
  </message>
  <message>
   <source>&amp;Width</source>
   <translation>Độ &amp;rộng</translation>
  </message>
  <message>
   <source>Mi&amp;nimum</source>
   <translation>Nhỏ &amp;nhất</translation>
  </message>
  <message>
   <source>Ma&amp;ximum</source>
   <translation>&amp;Lớn nhất</translation>
  </message>
  <message>
   <source>&amp;Function</source>
   <translation>&amp;Hàm</translation>
  </message>
  <message>
   <source>A VOI LUT has no centre and width; these are of the window nearest to it.</source>
   <translation>VOI LUT không có trung tâm và độ rộng; đây là của cửa sổ gần với nó nhất.</translation>
  </message>
  <message>
   <source>A sigmoid never quite reaches black or white: minimum and maximum are the ends of the straight line through its middle (12 % and 88 % grey).</source>
   <translation>Hàm sigmoid không bao giờ đạt hẳn đen hay trắng: nhỏ nhất và lớn nhất là hai đầu của đường thẳng đi qua điểm giữa của nó (xám 12 % và 88 %).</translation>
  </message>
 </context>
 <context>
  <name>WindowSection</name>
  <message>
   <source>Full range</source>
   <translation>Toàn khoảng</translation>
  </message>
  <message>
   <source>Window off: everything that the stored bits can hold</source>
   <translation>Tắt cửa sổ: mọi giá trị mà số bit lưu chứa được</translation>
  </message>
  <message>
   <source>Visible part</source>
   <translation>Phần thấy</translation>
  </message>
  <message>
   <source>Set the window from the part of the image on screen</source>
   <translation>Đặt cửa sổ theo phần ảnh trên màn hình</translation>
  </message>
  <message>
   <source>Reset</source>
   <translation>Đặt lại</translation>
  </message>
  <message>
   <source>The window that the image opened with</source>
   <translation>Cửa sổ lúc ảnh được mở</translation>
  </message>
 </context>
 <context>
  <name>Writer</name>
  <message>
   <source>Results, verdicts or labels could not be kept ({0}).</source>
   <translation>Không lưu được kết quả, nhận định hoặc nhãn ({0}).</translation>
  </message>
 </context>
 <context>
  <name>actions</name>
  <message>
   <source>File</source>
   <translation>Tệp</translation>
  </message>
  <message>
   <source>View</source>
   <translation>Xem</translation>
  </message>
  <message>
   <source>Image</source>
   <translation>Ảnh</translation>
  </message>
  <message>
   <source>Annotate</source>
   <translation>Chú thích</translation>
  </message>
  <message>
   <source>Classify</source>
   <translation>Phân loại</translation>
  </message>
  <message>
   <source>Train</source>
   <translation>Huấn luyện</translation>
  </message>
  <message>
   <source>Help</source>
   <translation>Trợ giúp</translation>
  </message>
  <message>
   <source>Open folder...</source>
   <translation>Mở thư mục...</translation>
  </message>
  <message>
   <source>Open files...</source>
   <translation>Mở tệp...</translation>
  </message>
  <message>
   <source>Open sample folder</source>
   <translation>Mở thư mục mẫu</translation>
  </message>
  <message>
   <source>Find in the list</source>
   <translation>Tìm trong danh sách</translation>
  </message>
  <message>
   <source>Clear the list</source>
   <translation>Xóa danh sách</translation>
  </message>
  <message>
   <source>Forget folder...</source>
   <translation>Quên thư mục...</translation>
  </message>
  <message>
   <source>Quit</source>
   <translation>Thóat</translation>
  </message>
  <message>
   <source>Export...</source>
   <translation>Xuất...</translation>
  </message>
  <message>
   <source>Export PNG with metadata...</source>
   <translation>Xuất PNG kèm siêu dữ liệu...</translation>
  </message>
  <message>
   <source>Export a report...</source>
   <translation>Xuất báo cáo...</translation>
  </message>
  <message>
   <source>Save result as DICOM SR...</source>
   <translation>Lưu kết quả thành DICOM SR...</translation>
  </message>
  <message>
   <source>Save result as Secondary Capture...</source>
   <translation>Lưu kết quả thành Secondary Capture...</translation>
  </message>
  <message>
   <source>Send to PACS...</source>
   <translation>Gửi đến PACS...</translation>
  </message>
  <message>
   <source>Export de-identified...</source>
   <translation>Xuất bản khử định danh...</translation>
  </message>
  <message>
   <source>Copy the picture</source>
   <translation>Chép hình</translation>
  </message>
  <message>
   <source>Print...</source>
   <translation>In...</translation>
  </message>
  <message>
   <source>Previous image</source>
   <translation>Ảnh trước</translation>
  </message>
  <message>
   <source>Next image</source>
   <translation>Ảnh sau</translation>
  </message>
  <message>
   <source>Previous series</source>
   <translation>Loạt trước</translation>
  </message>
  <message>
   <source>Next series</source>
   <translation>Loạt sau</translation>
  </message>
  <message>
   <source>First image of the series</source>
   <translation>Ảnh đầu của loạt</translation>
  </message>
  <message>
   <source>Last image of the series</source>
   <translation>Ảnh cuối của loạt</translation>
  </message>
  <message>
   <source>Fit</source>
   <translation>Vừa khung</translation>
  </message>
  <message>
   <source>Actual size (1:1)</source>
   <translation>Kích thước thật (1:1)</translation>
  </message>
  <message>
   <source>Zoom in</source>
   <translation>Phóng to</translation>
  </message>
  <message>
   <source>Zoom out</source>
   <translation>Thu nhỏ</translation>
  </message>
  <message>
   <source>Full range</source>
   <translation>Toàn khoảng</translation>
  </message>
  <message>
   <source>Windows</source>
   <translation>Các cửa sổ</translation>
  </message>
  <message>
   <source>Window 1</source>
   <translation>Cửa sổ 1</translation>
  </message>
  <message>
   <source>Window 2</source>
   <translation>Cửa sổ 2</translation>
  </message>
  <message>
   <source>Window 3</source>
   <translation>Cửa sổ 3</translation>
  </message>
  <message>
   <source>Window 4</source>
   <translation>Cửa sổ 4</translation>
  </message>
  <message>
   <source>Window 5</source>
   <translation>Cửa sổ 5</translation>
  </message>
  <message>
   <source>Window 6</source>
   <translation>Cửa sổ 6</translation>
  </message>
  <message>
   <source>Window 7</source>
   <translation>Cửa sổ 7</translation>
  </message>
  <message>
   <source>Window 8</source>
   <translation>Cửa sổ 8</translation>
  </message>
  <message>
   <source>Window 9</source>
   <translation>Cửa sổ 9</translation>
  </message>
  <message>
   <source>Invert</source>
   <translation>Đảo đen trắng</translation>
  </message>
  <message>
   <source>Orientation</source>
   <translation>Hướng ảnh</translation>
  </message>
  <message>
   <source>Flip horizontally</source>
   <translation>Lật ngang</translation>
  </message>
  <message>
   <source>Flip vertically</source>
   <translation>Lật dọc</translation>
  </message>
  <message>
   <source>Rotate right</source>
   <translation>Xoay phải</translation>
  </message>
  <message>
   <source>Rotate left</source>
   <translation>Xoay trái</translation>
  </message>
  <message>
   <source>Reset window, zoom and orientation</source>
   <translation>Đặt lại cửa sổ, thu phóng và hướng</translation>
  </message>
  <message>
   <source>Cancel</source>
   <translation>Hủy</translation>
  </message>
  <message>
   <source>Position</source>
   <translation>Vị trí</translation>
  </message>
  <message>
   <source>Look further left</source>
   <translation>Nhìn sang trái</translation>
  </message>
  <message>
   <source>Look further right</source>
   <translation>Nhìn sang phải</translation>
  </message>
  <message>
   <source>Look further up</source>
   <translation>Nhìn lên trên</translation>
  </message>
  <message>
   <source>Look further down</source>
   <translation>Nhìn xuống dưới</translation>
  </message>
  <message>
   <source>Move the probe left</source>
   <translation>Đưa đầu dò sang trái</translation>
  </message>
  <message>
   <source>Move the probe right</source>
   <translation>Đưa đầu dò sang phải</translation>
  </message>
  <message>
   <source>Move the probe up</source>
   <translation>Đưa đầu dò lên</translation>
  </message>
  <message>
   <source>Move the probe down</source>
   <translation>Đưa đầu dò xuống</translation>
  </message>
  <message>
   <source>Loupe</source>
   <translation>Kính lúp</translation>
  </message>
  <message>
   <source>Loupe 2×</source>
   <translation>Kính lúp 2×</translation>
  </message>
  <message>
   <source>Loupe 4×</source>
   <translation>Kính lúp 4×</translation>
  </message>
  <message>
   <source>Frames</source>
   <translation>Khung</translation>
  </message>
  <message>
   <source>Previous frame</source>
   <translation>Khung trước</translation>
  </message>
  <message>
   <source>Next frame</source>
   <translation>Khung sau</translation>
  </message>
  <message>
   <source>Play the frames as a film, or stop</source>
   <translation>Phát các khung như phim, hoặc dừng</translation>
  </message>
  <message>
   <source>Window from a region</source>
   <translation>Cửa sổ theo một vùng</translation>
  </message>
  <message>
   <source>Window from the visible part</source>
   <translation>Cửa sổ theo phần đang thấy</translation>
  </message>
  <message>
   <source>Save the window...</source>
   <translation>Lưu cửa sổ...</translation>
  </message>
  <message>
   <source>Widen the window by 1 % of its width</source>
   <translation>Nới cửa sổ thêm 1 % độ rộng</translation>
  </message>
  <message>
   <source>Narrow the window by 1 % of its width</source>
   <translation>Hẹp cửa sổ lại 1 % độ rộng</translation>
  </message>
  <message>
   <source>Raise the window by 1 % of its width</source>
   <translation>Nâng cửa sổ lên 1 % độ rộng</translation>
  </message>
  <message>
   <source>Lower the window by 1 % of its width</source>
   <translation>Hạ cửa sổ xuống 1 % độ rộng</translation>
  </message>
  <message>
   <source>Widen the window by 10 % of its width</source>
   <translation>Nới cửa sổ thêm 10 % độ rộng</translation>
  </message>
  <message>
   <source>Narrow the window by 10 % of its width</source>
   <translation>Hẹp cửa sổ lại 10 % độ rộng</translation>
  </message>
  <message>
   <source>Raise the window by 10 % of its width</source>
   <translation>Nâng cửa sổ lên 10 % độ rộng</translation>
  </message>
  <message>
   <source>Lower the window by 10 % of its width</source>
   <translation>Hạ cửa sổ xuống 10 % độ rộng</translation>
  </message>
  <message>
   <source>Measure a length</source>
   <translation>Đo độ dài</translation>
  </message>
  <message>
   <source>Measure an angle</source>
   <translation>Đo góc</translation>
  </message>
  <message>
   <source>Measure a Cobb angle</source>
   <translation>Đo góc Cobb</translation>
  </message>
  <message>
   <source>Measure the cardiothoracic ratio</source>
   <translation>Đo chỉ số tim–ngực</translation>
  </message>
  <message>
   <source>Measure an elliptical region</source>
   <translation>Đo vùng elip</translation>
  </message>
  <message>
   <source>Measure a rectangular region</source>
   <translation>Đo vùng chữ nhật</translation>
  </message>
  <message>
   <source>Draw an arrow</source>
   <translation>Vẽ mũi tên</translation>
  </message>
  <message>
   <source>Write a text</source>
   <translation>Viết chữ</translation>
  </message>
  <message>
   <source>Select the next annotation</source>
   <translation>Chọn chú thích sau</translation>
  </message>
  <message>
   <source>Select the previous annotation</source>
   <translation>Chọn chú thích trước</translation>
  </message>
  <message>
   <source>Rename the annotation</source>
   <translation>Đổi tên chú thích</translation>
  </message>
  <message>
   <source>Delete the annotation</source>
   <translation>Xóa chú thích</translation>
  </message>
  <message>
   <source>Undo</source>
   <translation>Hoàn tác</translation>
  </message>
  <message>
   <source>Redo</source>
   <translation>Làm lại</translation>
  </message>
  <message>
   <source>Show annotations</source>
   <translation>Hiện chú thích</translation>
  </message>
  <message>
   <source>Export a presentation state...</source>
   <translation>Xuất trạng thái hiển thị...</translation>
  </message>
  <message>
   <source>Import a presentation state...</source>
   <translation>Nhập trạng thái hiển thị...</translation>
  </message>
  <message>
   <source>Show the result on the image</source>
   <translation>Hiện kết quả trên ảnh</translation>
  </message>
  <message>
   <source>Hide patient data</source>
   <translation>Ẩn dữ liệu bệnh nhân</translation>
  </message>
  <message>
   <source>Show or hide the panels</source>
   <translation>Hiện hoặc ẩn các ngăn</translation>
  </message>
  <message>
   <source>Full screen</source>
   <translation>Toàn màn hình</translation>
  </message>
  <message>
   <source>Go to Display</source>
   <translation>Đến Hiển thị</translation>
  </message>
  <message>
   <source>Go to Measure</source>
   <translation>Đến Đo</translation>
  </message>
  <message>
   <source>Go to Classify</source>
   <translation>Đến Phân loại</translation>
  </message>
  <message>
   <source>Go to Train</source>
   <translation>Đến Huấn luyện</translation>
  </message>
  <message>
   <source>Go to Compare</source>
   <translation>Đến So sánh</translation>
  </message>
  <message>
   <source>Go to Explain</source>
   <translation>Đến Giải thích</translation>
  </message>
  <message>
   <source>Go to the next part of the window</source>
   <translation>Đến phần tiếp theo của cửa sổ chính</translation>
  </message>
  <message>
   <source>Find a command...</source>
   <translation>Tìm lệnh...</translation>
  </message>
  <message>
   <source>Preferences...</source>
   <translation>Tùy chọn...</translation>
  </message>
  <message>
   <source>Layout</source>
   <translation>Bố cục</translation>
  </message>
  <message>
   <source>One image</source>
   <translation>Một ảnh</translation>
  </message>
  <message>
   <source>Two images side by side</source>
   <translation>Hai ảnh cạnh nhau</translation>
  </message>
  <message>
   <source>Four images</source>
   <translation>Bốn ảnh</translation>
  </message>
  <message>
   <source>Maximise the active image</source>
   <translation>Phóng lớn ảnh đang hoạt động</translation>
  </message>
  <message>
   <source>Next image on screen</source>
   <translation>Ảnh kế tiếp trên màn hình</translation>
  </message>
  <message>
   <source>Previous image on screen</source>
   <translation>Ảnh kề trước trên màn hình</translation>
  </message>
  <message>
   <source>Open in the next pane</source>
   <translation>Mở trong ô kế tiếp</translation>
  </message>
  <message>
   <source>Compare with prior</source>
   <translation>So sánh với lần chụp trước</translation>
  </message>
  <message>
   <source>Linked</source>
   <translation>Liên kết</translation>
  </message>
  <message>
   <source>Link all</source>
   <translation>Liên kết tất cả</translation>
  </message>
  <message>
   <source>Link windows</source>
   <translation>Liên kết cửa sổ</translation>
  </message>
  <message>
   <source>Link zoom</source>
   <translation>Liên kết thu phóng</translation>
  </message>
  <message>
   <source>Link position</source>
   <translation>Liên kết vị trí</translation>
  </message>
  <message>
   <source>Link cursor</source>
   <translation>Liên kết con trỏ</translation>
  </message>
  <message>
   <source>Show the attributes (tags)</source>
   <translation>Hiện các thuộc tính (tag)</translation>
  </message>
  <message>
   <source>Classify the image</source>
   <translation>Phân loại ảnh</translation>
  </message>
  <message>
   <source>Models...</source>
   <translation>Các mô hình...</translation>
  </message>
  <message>
   <source>Classify a folder...</source>
   <translation>Phân loại một thư mục...</translation>
  </message>
  <message>
   <source>Classify the chosen row</source>
   <translation>Phân loại hàng đã chọn</translation>
  </message>
  <message>
   <source>Classify everything listed</source>
   <translation>Phân loại cả danh sách</translation>
  </message>
  <message>
   <source>Show the results</source>
   <translation>Hiện các kết quả</translation>
  </message>
  <message>
   <source>Agree with the answer</source>
   <translation>Đồng ý với câu trả lời</translation>
  </message>
  <message>
   <source>Disagree with the answer</source>
   <translation>Không đồng ý với câu trả lời</translation>
  </message>
  <message>
   <source>Give the image another class...</source>
   <translation>Gán lớp khác cho ảnh...</translation>
  </message>
  <message>
   <source>Show the heat map</source>
   <translation>Hiện bản đồ nhiệt</translation>
  </message>
  <message>
   <source>Train a network</source>
   <translation>Huấn luyện mạng</translation>
  </message>
  <message>
   <source>Studies...</source>
   <translation>Các nghiên cứu...</translation>
  </message>
  <message>
   <source>Compare runs</source>
   <translation>So sánh các lượt chạy</translation>
  </message>
  <message>
   <source>Reader study...</source>
   <translation>Nghiên cứu người đọc...</translation>
  </message>
  <message>
   <source>What did bit depth change?</source>
   <translation>Độ sâu bit đã thay đổi gì?</translation>
  </message>
  <message>
   <source>Build dataset...</source>
   <translation>Tạo bộ dữ liệu...</translation>
  </message>
  <message>
   <source>Label images</source>
   <translation>Gán nhãn ảnh</translation>
  </message>
  <message>
   <source>Label</source>
   <translation>Gán nhãn</translation>
  </message>
  <message>
   <source>Label with class 1</source>
   <translation>Gán nhãn lớp 1</translation>
  </message>
  <message>
   <source>Label with class 2</source>
   <translation>Gán nhãn lớp 2</translation>
  </message>
  <message>
   <source>Label with class 3</source>
   <translation>Gán nhãn lớp 3</translation>
  </message>
  <message>
   <source>Label with class 4</source>
   <translation>Gán nhãn lớp 4</translation>
  </message>
  <message>
   <source>Label with class 5</source>
   <translation>Gán nhãn lớp 5</translation>
  </message>
  <message>
   <source>Label with class 6</source>
   <translation>Gán nhãn lớp 6</translation>
  </message>
  <message>
   <source>Label with class 7</source>
   <translation>Gán nhãn lớp 7</translation>
  </message>
  <message>
   <source>Label with class 8</source>
   <translation>Gán nhãn lớp 8</translation>
  </message>
  <message>
   <source>Label with class 9</source>
   <translation>Gán nhãn lớp 9</translation>
  </message>
  <message>
   <source>Remove the label</source>
   <translation>Xóa nhãn</translation>
  </message>
  <message>
   <source>Undo the label</source>
   <translation>Hoàn tác nhãn</translation>
  </message>
  <message>
   <source>Redo the label</source>
   <translation>Làm lại nhãn</translation>
  </message>
  <message>
   <source>Next image without a label</source>
   <translation>Ảnh tiếp theo chưa có nhãn</translation>
  </message>
  <message>
   <source>Export labels...</source>
   <translation>Xuất nhãn...</translation>
  </message>
  <message>
   <source>Manual</source>
   <translation>Hướng dẫn</translation>
  </message>
  <message>
   <source>Guided tour</source>
   <translation>Giới thiệu từng bước</translation>
  </message>
  <message>
   <source>Keyboard shortcuts</source>
   <translation>Phím tắt</translation>
  </message>
  <message>
   <source>Copy diagnostics</source>
   <translation>Chép thông tin chẩn đoán lỗi</translation>
  </message>
  <message>
   <source>About CXR-12</source>
   <translation>Giới thiệu CXR-12</translation>
  </message>
  <message>
   <source>or</source>
   <translation>hoặc</translation>
  </message>
  <message>
   <source>Tools</source>
   <translation>Công cụ</translation>
  </message>
  <message>
   <source>Export</source>
   <translation>Xuất</translation>
  </message>
  <message>
   <source>More tools</source>
   <translation>Công cụ khác</translation>
  </message>
  <message>
   <source>None</source>
   <translation>Không có</translation>
  </message>
 </context>
 <context>
  <name>annotate</name>
  <message>
   <source>Length</source>
   <translation>Độ dài</translation>
  </message>
  <message>
   <source>Angle</source>
   <translation>Góc</translation>
  </message>
  <message>
   <source>Cobb angle</source>
   <translation>Góc Cobb</translation>
  </message>
  <message>
   <source>Cardiothoracic ratio</source>
   <translation>Chỉ số tim–ngực</translation>
  </message>
  <message>
   <source>Rectangle</source>
   <translation>Hình chữ nhật</translation>
  </message>
  <message>
   <source>Ellipse</source>
   <translation>Hình elip</translation>
  </message>
  <message>
   <source>Arrow</source>
   <translation>Mũi tên</translation>
  </message>
  <message>
   <source>Text</source>
   <translation>Chữ</translation>
  </message>
  <message>
   <source>Outline</source>
   <translation>Đường viền</translation>
  </message>
  <message>
   <source>Drag from one end to the other, or click both.</source>
   <translation>Kéo từ đầu này đến đầu kia, hoặc bấm vào cả hai.</translation>
  </message>
  <message>
   <source>Click the end of one arm, the vertex, and the end of the other arm.</source>
   <translation>Bấm vào đầu một cạnh, đỉnh, rồi đầu cạnh kia.</translation>
  </message>
  <message>
   <source>Draw along the upper end plate of one vertebra, then along the lower end plate of the other.</source>
   <translation>Vẽ dọc mặt trên của đốt sống phía trên, rồi dọc mặt dưới của đốt sống phía dưới.</translation>
  </message>
  <message>
   <source>Draw the heart at its widest, then the thorax between the inner edges of the ribs.</source>
   <translation>Vẽ chỗ rộng nhất của tim, rồi lồng ngực giữa các bờ trong của xương sườn.</translation>
  </message>
  <message>
   <source>Drag from corner to corner.</source>
   <translation>Kéo từ góc này đến góc kia.</translation>
  </message>
  <message>
   <source>Drag from corner to corner of the box around it.</source>
   <translation>Kéo từ góc này đến góc kia của khung bao quanh.</translation>
  </message>
  <message>
   <source>Drag from the tail to the tip.</source>
   <translation>Kéo từ đuôi đến mũi.</translation>
  </message>
  <message>
   <source>Click where the text begins, then write it.</source>
   <translation>Bấm vào chỗ chữ bắt đầu, rồi viết.</translation>
  </message>
  <message>
   <source>Export a presentation state</source>
   <translation>Xuất trạng thái hiển thị</translation>
  </message>
  <message>
   <source>Import a presentation state</source>
   <translation>Nhập trạng thái hiển thị</translation>
  </message>
  <message>
   <source>CTR</source>
   <translation>CTR</translation>
  </message>
  <message>
   <source>Keys: arrows move a cross (Shift: by 10), Enter puts a point down, Esc cancels.</source>
   <translation>Phím: mũi tên di chuyển dấu thập (Shift: mỗi lần 10), Enter đặt điểm, Esc hủy.</translation>
  </message>
  <message>
   <source>(text hidden)</source>
   <translation>(chữ đã ẩn)</translation>
  </message>
  <message>
   <source>{0} annotations</source>
   <translation>{0} chú thích</translation>
  </message>
  <message>
   <source>annotation {0} of {1}</source>
   <translation>chú thích {0} / {1}</translation>
  </message>
 </context>
 <context>
  <name>arranging</name>
  <message>
   <source>Page that scrolls</source>
   <translation>Trang cuộn được</translation>
  </message>
 </context>
 <context>
  <name>browser_menu</name>
  <message>
   <source>Open in the next pane</source>
   <translation>Mở trong ô kế tiếp</translation>
  </message>
  <message>
   <source>Show the attributes</source>
   <translation>Hiện các thuộc tính</translation>
  </message>
  <message>
   <source>Copy the path</source>
   <translation>Chép đường dẫn</translation>
  </message>
  <message>
   <source>Show in its folder</source>
   <translation>Hiện trong thư mục của nó</translation>
  </message>
  <message>
   <source>Forget this folder...</source>
   <translation>Quên thư mục này...</translation>
  </message>
  <message>
   <source>Forget “{0}”...</source>
   <translation>Quên “{0}”...</translation>
  </message>
 </context>
 <context>
  <name>carried</name>
  <message>
   <source>{0} texts</source>
   <translation>{0} đoạn văn bản</translation>
  </message>
  <message>
   <source>{0} XMP properties</source>
   <translation>{0} thuộc tính XMP</translation>
  </message>
  <message>
   <source>{0} entries in the lowest bits of {1}</source>
   <translation>{0} mục trong bit thấp nhất của {1}</translation>
  </message>
  <message>
   <source>This picture carries {0}.</source>
   <translation>Hình này mang theo {0}.</translation>
  </message>
 </context>
 <context>
  <name>corners</name>
  <message>
   <source>Patient name</source>
   <translation>Tên bệnh nhân</translation>
  </message>
  <message>
   <source>Patient ID</source>
   <translation>Mã bệnh nhân (ID)</translation>
  </message>
  <message>
   <source>Date of birth</source>
   <translation>Ngày sinh</translation>
  </message>
  <message>
   <source>Sex</source>
   <translation>Giới tính</translation>
  </message>
  <message>
   <source>Institution</source>
   <translation>Cơ sở</translation>
  </message>
  <message>
   <source>Study description</source>
   <translation>Mô tả ca chụp</translation>
  </message>
  <message>
   <source>Study date and time</source>
   <translation>Ngày giờ chụp</translation>
  </message>
  <message>
   <source>Accession number</source>
   <translation>Số tiếp nhận (Accession)</translation>
  </message>
  <message>
   <source>Series number</source>
   <translation>Số loạt</translation>
  </message>
  <message>
   <source>Series description</source>
   <translation>Mô tả loạt</translation>
  </message>
  <message>
   <source>Image number</source>
   <translation>Số ảnh</translation>
  </message>
  <message>
   <source>Frame number</source>
   <translation>Số khung</translation>
  </message>
  <message>
   <source>Body part and view</source>
   <translation>Bộ phận và tư thế</translation>
  </message>
  <message>
   <source>Laterality</source>
   <translation>Bên chụp</translation>
  </message>
  <message>
   <source>Modality</source>
   <translation>Modality</translation>
  </message>
  <message>
   <source>Manufacturer</source>
   <translation>Hãng sản xuất</translation>
  </message>
  <message>
   <source>Size and depth</source>
   <translation>Kích thước và độ sâu</translation>
  </message>
  <message>
   <source>Pixel spacing</source>
   <translation>Kích thước điểm ảnh</translation>
  </message>
  <message>
   <source>Decoder</source>
   <translation>Bộ giải mã</translation>
  </message>
  <message>
   <source>Window</source>
   <translation>Cửa sổ</translation>
  </message>
  <message>
   <source>Zoom</source>
   <translation>Thu phóng</translation>
  </message>
  <message>
   <source>Born</source>
   <translation>Sinh</translation>
  </message>
  <message>
   <source>Frame {0} of {1}</source>
   <translation>Khung {0} / {1}</translation>
  </message>
  <message>
   <source>{0} × {1}, {2} bits</source>
   <translation>{0} × {1}, {2} bit</translation>
  </message>
  <message>
   <source>No pixel spacing</source>
   <translation>Không có kích thước điểm ảnh</translation>
  </message>
  <message>
   <source>ID</source>
   <translation>ID</translation>
  </message>
  <message>
   <source>Acc.</source>
   <translation>Số TN.</translation>
  </message>
  <message>
   <source>Series</source>
   <translation>Loạt</translation>
  </message>
  <message>
   <source>Image</source>
   <translation>Ảnh</translation>
  </message>
  <message>
   <source>Zoom {0} %</source>
   <translation>Thu phóng {0} %</translation>
  </message>
  <message>
   <source>Patient data hidden</source>
   <translation>Đã ẩn dữ liệu bệnh nhân</translation>
  </message>
  <message>
   <source>turned {0}°</source>
   <translation>xoay {0}°</translation>
  </message>
  <message>
   <source>Mirrored</source>
   <translation>Lật gương</translation>
  </message>
  <message>
   <source>full range</source>
   <translation>toàn khoảng</translation>
  </message>
  <message>
   <source>inverted</source>
   <translation>đảo đen trắng</translation>
  </message>
  <message>
   <source>DAMAGED</source>
   <translation>HỎNG</translation>
  </message>
  <message>
   <source>FOR PROCESSING: not meant for reading</source>
   <translation>FOR PROCESSING: không dùng để đọc</translation>
  </message>
  <message>
   <source>Colour image: no grey window, not for networks</source>
   <translation>Ảnh màu: không có cửa sổ mức xám, không dùng cho mạng</translation>
  </message>
  <message>
   <source>Lossy compressed</source>
   <translation>Nén mất dữ liệu</translation>
  </message>
  <message>
   <source>The pixels may show patient data: Burned In Annotation YES</source>
   <translation>Điểm ảnh có thể chứa dữ liệu bệnh nhân: Burned In Annotation YES</translation>
  </message>
  <message>
   <source>The pixels may show patient data: images of this kind often do, and the file does not tell</source>
   <translation>Điểm ảnh có thể chứa dữ liệu bệnh nhân: loại ảnh này thường như vậy, và tệp không cho biết</translation>
  </message>
  <message>
   <source>Picture, not DICOM</source>
   <translation>Hình thường, không phải DICOM</translation>
  </message>
 </context>
 <context>
  <name>depth</name>
  <message>
   <source>Native, {0} bits</source>
   <translation>Gốc, {0} bit</translation>
  </message>
  <message>
   <source>Native</source>
   <translation>Gốc</translation>
  </message>
  <message>
   <source>8 bits, per image (8-max)</source>
   <translation>8 bit, theo từng ảnh (8-max)</translation>
  </message>
  <message>
   <source>{0} bits</source>
   <translation>{0} bit</translation>
  </message>
  <message>
   <source>8-max changes the grey range of the network input, too: what changes is not of the bit depth alone.</source>
   <translation>8-max thay đổi cả khoảng xám của đầu vào mạng: thay đổi thấy được không chỉ do độ sâu bit.</translation>
  </message>
  <message>
   <source>{0} %</source>
   <translation>{0} %</translation>
  </message>
  <message>
   <source>none</source>
   <translation>không có</translation>
  </message>
 </context>
 <context>
  <name>diagnostics</name>
  <message>
   <source>Diagnostics copied; they hold no patient data. Paste them where you ask.</source>
   <translation>Đã chép thông tin chẩn đoán lỗi; không có dữ liệu bệnh nhân. Hãy dán vào nơi bạn hỏi.</translation>
  </message>
 </context>
 <context>
  <name>dialogs</name>
  <message>
   <source>Open folder</source>
   <translation>Mở thư mục</translation>
  </message>
  <message>
   <source>Open files</source>
   <translation>Mở tệp</translation>
  </message>
  <message>
   <source>A network is being trained.</source>
   <translation>Một mạng đang được huấn luyện.</translation>
  </message>
  <message>
   <source>Stopped, it keeps what it has learned so far. In the background it goes on, and is found here next time.</source>
   <translation>Nếu dừng, nó giữ lại những gì đã học. Nếu chạy ở nền, nó tiếp tục và lần sau sẽ thấy lại ở đây.</translation>
  </message>
  <message>
   <source>Stop and keep</source>
   <translation>Dừng và giữ lại</translation>
  </message>
  <message>
   <source>Continue in background</source>
   <translation>Tiếp tục ở nền</translation>
  </message>
  <message>
   <source>A study is running.</source>
   <translation>Một nghiên cứu đang chạy.</translation>
  </message>
  <message>
   <source>Paused, it loses nothing: Resume in the window of studies goes on next time.</source>
   <translation>Tạm dừng thì không mất gì: lần sau, nút Tiếp tục trong cửa sổ nghiên cứu chạy tiếp.</translation>
  </message>
  <message>
   <source>Pause and close</source>
   <translation>Tạm dừng và đóng</translation>
  </message>
 </context>
 <context>
  <name>doubt</name>
  <message>
   <source>The network finds it unlike the images it learned from.</source>
   <translation>Mạng thấy ảnh này không giống những ảnh nó đã học.</translation>
  </message>
  <message>
   <source>Doubtful: not an image this model was made for.</source>
   <translation>Đáng ngờ: không phải loại ảnh mà mô hình này phục vụ.</translation>
  </message>
  <message>
   <source>Likeness to its own images: not measured</source>
   <translation>Độ giống với ảnh của nó: chưa đo</translation>
  </message>
  <message>
   <source>Distance from its own images: {0}; threshold {1}, provisional</source>
   <translation>Khoảng cách đến ảnh của nó: {0}; ngưỡng {1}, tạm thời</translation>
  </message>
 </context>
 <context>
  <name>explain</name>
  <message>
   <source>Grad-CAM</source>
   <translation>Grad-CAM</translation>
  </message>
  <message>
   <source>Grad-CAM++</source>
   <translation>Grad-CAM++</translation>
  </message>
  <message>
   <source>Occlusion</source>
   <translation>Che khuất</translation>
  </message>
  <message>
   <source>Run</source>
   <translation>Chạy</translation>
  </message>
  <message>
   <source>What changes the answer</source>
   <translation>Điều gì làm đổi câu trả lời</translation>
  </message>
  <message>
   <source>Check the heat map</source>
   <translation>Kiểm tra bản đồ nhiệt</translation>
  </message>
  <message>
   <source>Randomisation check</source>
   <translation>Kiểm tra ngẫu nhiên hóa</translation>
  </message>
  <message>
   <source>{0}: {1}</source>
   <translation>{0}: {1}</translation>
  </message>
  <message>
   <source>nothing speaks for this class</source>
   <translation>không có gì nói lên lớp này</translation>
  </message>
  <message>
   <source>1 = {0} of probability lost</source>
   <translation>1 = mất {0} xác suất</translation>
  </message>
  <message>
   <source>1 = most in this image</source>
   <translation>1 = cao nhất trong ảnh này</translation>
  </message>
  <message>
   <source>{0}. Nothing in this image speaks for the class.</source>
   <translation>{0}. Không có gì trong ảnh này nói lên lớp đó.</translation>
  </message>
  <message>
   <source>{0}, by {1}.</source>
   <translation>{0}, bởi {1}.</translation>
  </message>
  <message>
   <source>{0} % of it lies inside the thorax, which covers {1} % of the input (estimated).</source>
   <translation>{0} % của nó nằm trong lồng ngực, vùng chiếm {1} % đầu vào (ước lượng).</translation>
  </message>
  <message>
   <source>Approximate: as coarse as the square that covered the image, and no outline of a finding.</source>
   <translation>Gần đúng: thô như ô vuông đã che ảnh, và không phải đường viền của dấu hiệu.</translation>
  </message>
  <message>
   <source>Approximate: as coarse as layer {0}, and no outline of a finding.</source>
   <translation>Gần đúng: thô như tầng {0}, và không phải đường viền của dấu hiệu.</translation>
  </message>
  <message>
   <source>{0}: there is no map to check; nothing in this image speaks for the class.</source>
   <translation>{0}: không có bản đồ để kiểm tra; không có gì trong ảnh này nói lên lớp đó.</translation>
  </message>
  <message>
   <source>Rank correlation {0}, SSIM {1} with the map of an untrained network.</source>
   <translation>Tương quan hạng {0}, SSIM {1} so với bản đồ của mạng chưa huấn luyện.</translation>
  </message>
  <message>
   <source>{0}: the map depends on what the network learned.</source>
   <translation>{0}: bản đồ phụ thuộc vào điều mạng đã học.</translation>
  </message>
  <message>
   <source>{0}: do not trust this map. A network that learned nothing gives nearly the same one.</source>
   <translation>{0}: đừng tin bản đồ này. Một mạng chưa học gì cho bản đồ gần giống hệt.</translation>
  </message>
  <message>
   <source>last {0} % of the layers untrained: rank correlation {1}, SSIM {2}</source>
   <translation>{0} % tầng cuối chưa huấn luyện: tương quan hạng {1}, SSIM {2}</translation>
  </message>
  <message>
   <source>as stored</source>
   <translation>như lưu</translation>
  </message>
  <message>
   <source>inverted: low stored values are white</source>
   <translation>đảo: giá trị lưu thấp là trắng</translation>
  </message>
  <message>
   <source>ignored by this preset</source>
   <translation>bộ tiền xử lý này bỏ qua</translation>
  </message>
  <message>
   <source>, the same grey {0} times</source>
   <translation>, cùng mức xám {0} lần</translation>
  </message>
  <message>
   <source>Size: {0} x {1} pixels{2}</source>
   <translation>Kích thước: {0} x {1} điểm ảnh{2}</translation>
  </message>
  <message>
   <source>Preset: {0}, bits {1}</source>
   <translation>Tiền xử lý: {0}, bit {1}</translation>
  </message>
  <message>
   <source>Values: {0} to {1}, of {2} to {3}</source>
   <translation>Giá trị: {0} đến {1}, trong {2} đến {3}</translation>
  </message>
  <message>
   <source>Different values: {0}</source>
   <translation>Số giá trị khác nhau: {0}</translation>
  </message>
  <message>
   <source>Polarity: {0}</source>
   <translation>Cực tính: {0}</translation>
  </message>
  <message>
   <source>Padding: {0} % of the input is black around the image</source>
   <translation>Đệm: {0} % đầu vào là phần đen quanh ảnh</translation>
  </message>
  <message>
   <source>Unchanged</source>
   <translation>Không đổi</translation>
  </message>
  <message>
   <source>Inverted</source>
   <translation>Đảo đen trắng</translation>
  </message>
  <message>
   <source>Left and right swapped</source>
   <translation>Đổi trái và phải</translation>
  </message>
  <message>
   <source>Window 10 % narrower</source>
   <translation>Cửa sổ hẹp hơn 10 %</translation>
  </message>
  <message>
   <source>Window 10 % wider</source>
   <translation>Cửa sổ rộng hơn 10 %</translation>
  </message>
  <message>
   <source>Brighter by 10 %</source>
   <translation>Sáng hơn 10 %</translation>
  </message>
  <message>
   <source>Darker by 10 %</source>
   <translation>Tối hơn 10 %</translation>
  </message>
  <message>
   <source>8 bits</source>
   <translation>8 bit</translation>
  </message>
  <message>
   <source>Edges cropped by 5 %</source>
   <translation>Cắt bớt 5 % ở rìa</translation>
  </message>
  <message>
   <source>Edges cropped by 10 %</source>
   <translation>Cắt bớt 10 % ở rìa</translation>
  </message>
 </context>
 <context>
  <name>export</name>
  <message>
   <source>A damaged image is not exported at native depth: its pixels are not all there.</source>
   <translation>Ảnh hỏng không được xuất ở độ sâu gốc: thiếu một phần điểm ảnh.</translation>
  </message>
  <message>
   <source>Classification report</source>
   <translation>Báo cáo phân loại</translation>
  </message>
 </context>
 <context>
  <name>figures</name>
  <message>
   <source>{0}, chance {1}</source>
   <translation>{0}, ngẫu nhiên {1}</translation>
  </message>
  <message>
   <source>{0} s</source>
   <translation>{0} giây</translation>
  </message>
  <message>
   <source>{0} min</source>
   <translation>{0} phút</translation>
  </message>
  <message>
   <source>{0} h {1} min</source>
   <translation>{0} giờ {1} phút</translation>
  </message>
 </context>
 <context>
  <name>file_facts</name>
  <message>
   <source>The image is damaged: {0}</source>
   <translation>Ảnh bị hỏng: {0}</translation>
  </message>
  <message>
   <source>FOR PROCESSING: the detector's own values, not meant for reading, and kept from networks.</source>
   <translation>FOR PROCESSING: giá trị riêng của đầu thu, không dùng để đọc, và không đưa vào mạng.</translation>
  </message>
  <message>
   <source>A colour image: no windows and no densities, and it is kept from networks.</source>
   <translation>Ảnh màu: không có cửa sổ và đậm độ, và không đưa vào mạng.</translation>
  </message>
  <message>
   <source>{0} of {1} allocated: {2} to {3}</source>
   <translation>{0} / {1} bit: {2} đến {3}</translation>
  </message>
  <message>
   <source>Bits stored</source>
   <translation>Số bit lưu</translation>
  </message>
  <message>
   <source>floating point, {0}</source>
   <translation>dấu phẩy động, {0}</translation>
  </message>
  <message>
   <source>Codestream</source>
   <translation>Luồng mã</translation>
  </message>
  <message>
   <source>Loss</source>
   <translation>Mất dữ liệu</translation>
  </message>
  <message>
   <source>Decoder</source>
   <translation>Bộ giải mã</translation>
  </message>
  <message>
   <source>Spacing</source>
   <translation>Kích thước điểm ảnh</translation>
  </message>
  <message>
   <source>{0} to {1}</source>
   <translation>{0} đến {1}</translation>
  </message>
  <message>
   <source>{0} ({1} % of the range)</source>
   <translation>{0} ({1} % của khoảng)</translation>
  </message>
  <message>
   <source>{0}; {1} bits would number them</source>
   <translation>{0}; chỉ cần {1} bit để đánh số</translation>
  </message>
  <message>
   <source>Values used</source>
   <translation>Giá trị được dùng</translation>
  </message>
  <message>
   <source>Grey levels</source>
   <translation>Mức xám</translation>
  </message>
  <message>
   <source>Low bits</source>
   <translation>Bit thấp</translation>
  </message>
  <message>
   <source>the lowest {0} are the same in every pixel</source>
   <translation>{0} bit thấp nhất giống nhau ở mọi điểm ảnh</translation>
  </message>
  <message>
   <source>Histogram</source>
   <translation>Biểu đồ mức xám</translation>
  </message>
  <message>
   <source>a comb: every level is {0} from the next or more</source>
   <translation>hình lược: các mức cách nhau từ {0} trở lên</translation>
  </message>
  <message>
   <source>{0} bits</source>
   <translation>{0} bit</translation>
  </message>
  <message>
   <source>compressed with loss, no more is told</source>
   <translation>nén mất dữ liệu, không cho biết thêm</translation>
  </message>
  <message>
   <source>none recorded</source>
   <translation>không ghi nhận</translation>
  </message>
 </context>
 <context>
  <name>guide</name>
  <message>
   <source>Open images</source>
   <translation>Mở ảnh</translation>
  </message>
  <message>
   <source>Open a folder or files here, or drop them anywhere on the window. The sample folder holds radiographs to try.</source>
   <translation>Mở thư mục hoặc tệp ở đây, hoặc thả chúng vào bất cứ đâu trong cửa sổ. Thư mục mẫu có X-quang để dùng thử.</translation>
  </message>
  <message>
   <source>Browse</source>
   <translation>Duyệt</translation>
  </message>
  <message>
   <source>Patients, studies, series and images are listed here while the folder is still being read. Choose a row, or go on with the arrow keys.</source>
   <translation>Bệnh nhân, ca chụp, loạt và ảnh được liệt kê ở đây ngay khi thư mục còn đang được đọc. Hãy chọn một hàng, hoặc đi tiếp bằng các phím mũi tên.</translation>
  </message>
  <message>
   <source>Window and level</source>
   <translation>Cửa sổ: độ rộng và trung tâm</translation>
  </message>
  <message>
   <source>Drag in the image with the left button: sideways changes the width of the window, up and down its level. The Display panel lists windows that are ready to choose.</source>
   <translation>Kéo trên ảnh bằng nút trái: sang ngang đổi độ rộng cửa sổ, lên xuống đổi trung tâm. Ngăn Hiển thị liệt kê các cửa sổ có sẵn để chọn.</translation>
  </message>
  <message>
   <source>Values and bit depth</source>
   <translation>Giá trị và độ sâu bit</translation>
  </message>
  <message>
   <source>The bottom line tells the stored value under the cursor. The Display panel shows the histogram, and says so when a file holds fewer grey levels than it claims.</source>
   <translation>Dòng dưới cùng cho biết giá trị lưu dưới con trỏ. Ngăn Hiển thị có biểu đồ mức xám, và nói rõ khi tệp có ít mức xám hơn nó khai.</translation>
  </message>
  <message>
   <source>Ask a network</source>
   <translation>Hỏi một mạng</translation>
  </message>
  <message>
   <source>Choose a model here and let it classify the image. The heat map shows where it looked; the Explain panel has more on that. Never a diagnosis.</source>
   <translation>Chọn mô hình ở đây và để nó phân loại ảnh. Bản đồ nhiệt cho thấy nó nhìn vào đâu; ngăn Giải thích có nhiều hơn. Không bao giờ là chẩn đoán.</translation>
  </message>
  <message>
   <source>Many images, and their results</source>
   <translation>Nhiều ảnh và kết quả của chúng</translation>
  </message>
  <message>
   <source>This menu classifies a whole folder at once. The results come as a table to filter, to judge and to save.</source>
   <translation>Menu này phân loại cả thư mục một lần. Kết quả là một bảng để lọc, nhận định và lưu lại.</translation>
  </message>
  <message>
   <source>Train and compare</source>
   <translation>Huấn luyện và so sánh</translation>
  </message>
  <message>
   <source>Choose labelled images and start a training; it runs beside the window. Finished runs stand side by side in the Compare panel, with intervals and tests.</source>
   <translation>Chọn ảnh đã có nhãn và bắt đầu huấn luyện; nó chạy bên cạnh cửa sổ chính. Các lượt chạy đã xong đứng cạnh nhau trong ngăn So sánh, có khoảng tin cậy và kiểm định thống kê.</translation>
  </message>
  <message>
   <source>Find help</source>
   <translation>Tìm trợ giúp</translation>
  </message>
  <message>
   <source>The manual opens at the page about the part of the window you are in. Any command is found by typing a part of its name. This tour is in the Help menu.</source>
   <translation>Hướng dẫn mở đúng trang về phần cửa sổ bạn đang ở. Mọi lệnh đều tìm được bằng cách gõ một phần tên. Phần giới thiệu này có trong menu Trợ giúp.</translation>
  </message>
 </context>
 <context>
  <name>importers</name>
  <message>
   <source>One folder per class</source>
   <translation>Mỗi lớp một thư mục</translation>
  </message>
  <message>
   <source>Any table (CSV, Parquet)</source>
   <translation>Bảng bất kỳ (CSV, Parquet)</translation>
  </message>
  <message>
   <source>Column of the file</source>
   <translation>Cột tệp</translation>
  </message>
  <message>
   <source>Column of the label</source>
   <translation>Cột nhãn</translation>
  </message>
  <message>
   <source>Column of the patient</source>
   <translation>Cột bệnh nhân</translation>
  </message>
  <message>
   <source>Column of the reader</source>
   <translation>Cột người đọc</translation>
  </message>
  <message>
   <source>Column of the split</source>
   <translation>Cột phần chia</translation>
  </message>
  <message>
   <source>Column of the age</source>
   <translation>Cột tuổi</translation>
  </message>
  <message>
   <source>Column of the source</source>
   <translation>Cột nguồn</translation>
  </message>
  <message>
   <source>Column of the view</source>
   <translation>Cột tư thế chụp</translation>
  </message>
  <message>
   <source>Column of the sex</source>
   <translation>Cột giới tính</translation>
  </message>
  <message>
   <source>Column of the age group</source>
   <translation>Cột nhóm tuổi</translation>
  </message>
  <message>
   <source>Column of the manufacturer</source>
   <translation>Cột hãng sản xuất</translation>
  </message>
  <message>
   <source>Between several findings of one cell</source>
   <translation>Giữa các dấu hiệu trong một ô</translation>
  </message>
  <message>
   <source>Finding that says that there is none</source>
   <translation>Dấu hiệu nói rằng không có gì</translation>
  </message>
  <message>
   <source>VinDr-CXR / VinBigData</source>
   <translation>VinDr-CXR / VinBigData</translation>
  </message>
  <message>
   <source>RSNA Pneumonia Detection</source>
   <translation>RSNA Pneumonia Detection</translation>
  </message>
  <message>
   <source>SIIM-FISABIO-RSNA COVID-19</source>
   <translation>SIIM-FISABIO-RSNA COVID-19</translation>
  </message>
  <message>
   <source>NIH ChestX-ray14</source>
   <translation>NIH ChestX-ray14</translation>
  </message>
  <message>
   <source>Prefixes of the thesis</source>
   <translation>Tiền tố của luận văn</translation>
  </message>
  <message>
   <source>Chosen images</source>
   <translation>Ảnh đã chọn</translation>
  </message>
 </context>
 <context>
  <name>label</name>
  <message>
   <source>{0} on which readers disagree</source>
   <translation>{0} ảnh mà người đọc không thống nhất</translation>
  </message>
  <message>
   <source>{0} whose file is gone</source>
   <translation>{0} ảnh có tệp không còn</translation>
  </message>
  <message>
   <source>{0} whose file holds other pixels now</source>
   <translation>{0} ảnh có tệp nay chứa điểm ảnh khác</translation>
  </message>
  <message>
   <source>{0} whose file name no table can hold</source>
   <translation>{0} ảnh có tên tệp không ghi được vào bảng</translation>
  </message>
  <message>
   <source>Left out: {0}.</source>
   <translation>Bỏ ra ngoài: {0}.</translation>
  </message>
 </context>
 <context>
  <name>labels</name>
  <message>
   <source>Not DICOM ({0})</source>
   <translation>Không phải DICOM ({0})</translation>
  </message>
  <message>
   <source>No image ({0})</source>
   <translation>Không có ảnh ({0})</translation>
  </message>
  <message>
   <source>Unreadable ({0})</source>
   <translation>Không đọc được ({0})</translation>
  </message>
  <message>
   <source>Pictures ({0})</source>
   <translation>Hình thường ({0})</translation>
  </message>
  <message>
   <source>File {0}</source>
   <translation>Tệp {0}</translation>
  </message>
  <message>
   <source>Same UID</source>
   <translation>Trùng UID</translation>
  </message>
  <message>
   <source>Another file of this list has the same SOP Instance UID</source>
   <translation>Một tệp khác trong danh sách này có cùng SOP Instance UID</translation>
  </message>
  <message>
   <source>Same SOP Instance UID as:</source>
   <translation>Cùng SOP Instance UID với:</translation>
  </message>
  <message>
   <source>Patient {0}</source>
   <translation>Bệnh nhân {0}</translation>
  </message>
  <message>
   <source>Patient unknown</source>
   <translation>Không rõ bệnh nhân</translation>
  </message>
  <message>
   <source>Study {0}</source>
   <translation>Ca chụp {0}</translation>
  </message>
  <message>
   <source>Study, date unknown</source>
   <translation>Ca chụp, không rõ ngày</translation>
  </message>
  <message>
   <source>Series {0}</source>
   <translation>Loạt {0}</translation>
  </message>
  <message>
   <source>Image {0}</source>
   <translation>Ảnh {0}</translation>
  </message>
  <message>
   <source>{0} frames</source>
   <translation>{0} khung</translation>
  </message>
 </context>
 <context>
  <name>members</name>
  <message>
   <source>unchanged</source>
   <translation>không đổi</translation>
  </message>
  <message>
   <source>moved left</source>
   <translation>dời sang trái</translation>
  </message>
  <message>
   <source>moved right</source>
   <translation>dời sang phải</translation>
  </message>
  <message>
   <source>moved up</source>
   <translation>dời lên</translation>
  </message>
  <message>
   <source>moved down</source>
   <translation>dời xuống</translation>
  </message>
  <message>
   <source>larger</source>
   <translation>lớn hơn</translation>
  </message>
  <message>
   <source>smaller</source>
   <translation>nhỏ hơn</translation>
  </message>
  <message>
   <source>narrower window</source>
   <translation>cửa sổ hẹp hơn</translation>
  </message>
  <message>
   <source>wider window</source>
   <translation>cửa sổ rộng hơn</translation>
  </message>
  <message>
   <source>brighter</source>
   <translation>sáng hơn</translation>
  </message>
  <message>
   <source>darker</source>
   <translation>tối hơn</translation>
  </message>
  <message>
   <source>left and right swapped</source>
   <translation>đổi trái và phải</translation>
  </message>
 </context>
 <context>
  <name>message</name>
  <message>
   <source>Something went wrong inside CXR-12 ({0}); the log says where.</source>
   <translation>Có lỗi bên trong CXR-12 ({0}); nhật ký cho biết ở đâu.</translation>
  </message>
 </context>
 <context>
  <name>notice</name>
  <message>
   <source>Research use only - not for diagnosis</source>
   <translation>Chỉ dùng cho nghiên cứu - không dùng để chẩn đoán</translation>
  </message>
 </context>
 <context>
  <name>presets</name>
  <message>
   <source>Full range (VOI off)</source>
   <translation>Toàn khoảng (tắt VOI)</translation>
  </message>
  <message>
   <source>Auto (0.1 % tails)</source>
   <translation>Tự động (đuôi 0,1 %)</translation>
  </message>
  <message>
   <source>Region (0.1 % tails)</source>
   <translation>Vùng (đuôi 0,1 %)</translation>
  </message>
  <message>
   <source>Lung (5 to 60 %)</source>
   <translation>Phổi (5 đến 60 %)</translation>
  </message>
  <message>
   <source>Mediastinum (20 to 99 %)</source>
   <translation>Trung thất (20 đến 99 %)</translation>
  </message>
  <message>
   <source>Bone (50 to 99.9 %)</source>
   <translation>Xương (50 đến 99,9 %)</translation>
  </message>
  <message>
   <source>Window 1</source>
   <translation>Cửa sổ 1</translation>
  </message>
  <message>
   <source>Window 2</source>
   <translation>Cửa sổ 2</translation>
  </message>
  <message>
   <source>Window 3</source>
   <translation>Cửa sổ 3</translation>
  </message>
  <message>
   <source>Window 4</source>
   <translation>Cửa sổ 4</translation>
  </message>
  <message>
   <source>Window 5</source>
   <translation>Cửa sổ 5</translation>
  </message>
  <message>
   <source>Window 6</source>
   <translation>Cửa sổ 6</translation>
  </message>
  <message>
   <source>Window 7</source>
   <translation>Cửa sổ 7</translation>
  </message>
  <message>
   <source>Window 8</source>
   <translation>Cửa sổ 8</translation>
  </message>
  <message>
   <source>Window 9</source>
   <translation>Cửa sổ 9</translation>
  </message>
 </context>
 <context>
  <name>print</name>
  <message>
   <source>the answer of the model does not fit here</source>
   <translation>câu trả lời của mô hình không vừa ở đây</translation>
  </message>
  <message>
   <source>Not 1:1: the file gives no pixel spacing, so the true size is unknown</source>
   <translation>Không phải 1:1: tệp không cho kích thước điểm ảnh nên không biết kích thước thật</translation>
  </message>
  <message>
   <source>Fitted; the file gives no pixel spacing</source>
   <translation>Vừa khung; tệp không cho kích thước điểm ảnh</translation>
  </message>
  <message>
   <source>As on screen; no pixel spacing</source>
   <translation>Như trên màn hình; không có kích thước điểm ảnh</translation>
  </message>
  <message>
   <source>1:1 by {0}</source>
   <translation>1:1 theo {0}</translation>
  </message>
  <message>
   <source>; the patient is magnified</source>
   <translation>; bệnh nhân bị phóng đại</translation>
  </message>
  <message>
   <source>; cut off at its edges</source>
   <translation>; bị cắt ở các rìa</translation>
  </message>
  <message>
   <source>Fitted: {0} % of the size by {1}</source>
   <translation>Vừa khung: {0} % kích thước theo {1}</translation>
  </message>
  <message>
   <source>As on screen: {0} % of the size by {1}</source>
   <translation>Như trên màn hình: {0} % kích thước theo {1}</translation>
  </message>
  <message>
   <source>Nothing was printed: the printer, or the file to print to, cannot be written to.</source>
   <translation>Không in được gì: không ghi được vào máy in hoặc tệp cần in.</translation>
  </message>
  <message>
   <source>This frame is not in the file.</source>
   <translation>Khung này không có trong tệp.</translation>
  </message>
  <message>
   <source>Page {0} of {1}</source>
   <translation>Trang {0} / {1}</translation>
  </message>
  <message>
   <source>50 mm on this paper, or the page was scaled when it was printed</source>
   <translation>50 mm trên giấy này, nếu không thì trang đã bị co giãn khi in</translation>
  </message>
 </context>
 <context>
  <name>probe</name>
  <message>
   <source>Column {0}, row {1}   Stored {2}   Modality {3}   Grey {4}</source>
   <translation>Cột {0}, hàng {1}   Lưu {2}   Modality {3}   Xám {4}</translation>
  </message>
  <message>
   <source>Column {0}, row {1}   Red {2}  Green {3}  Blue {4}</source>
   <translation>Cột {0}, hàng {1}   Đỏ {2}  Lục {3}  Lam {4}</translation>
  </message>
  <message>
   <source>Column {0}, row {1}   Missing: the file breaks off before</source>
   <translation>Cột {0}, hàng {1}   Thiếu: tệp bị ngắt trước chỗ này</translation>
  </message>
 </context>
 <context>
  <name>request</name>
  <message>
   <source>{0} of {1} files was refused</source>
   <translation>{0} / {1} tệp bị từ chối</translation>
  </message>
  <message>
   <source>{0} of {1} files were refused</source>
   <translation>{0} / {1} tệp bị từ chối</translation>
  </message>
 </context>
 <context>
  <name>results</name>
  <message>
   <source>Refused</source>
   <translation>Bị từ chối</translation>
  </message>
  <message>
   <source>No decision</source>
   <translation>Không có quyết định</translation>
  </message>
  <message>
   <source>Doubtful: {0}</source>
   <translation>Đáng ngờ: {0}</translation>
  </message>
  <message>
   <source>Is {0}</source>
   <translation>Là {0}</translation>
  </message>
  <message>
   <source>Agreed</source>
   <translation>Đã đồng ý</translation>
  </message>
  <message>
   <source>Disagreed</source>
   <translation>Không đồng ý</translation>
  </message>
  <message>
   <source>Earlier result.</source>
   <translation>Kết quả trước đây.</translation>
  </message>
  <message>
   <source>Unlike the images that the network learned from.</source>
   <translation>Không giống những ảnh mạng đã học.</translation>
  </message>
 </context>
 <context>
  <name>sample</name>
  <message>
   <source>Copying real radiographs</source>
   <translation>Đang chép X-quang thật</translation>
  </message>
  <message>
   <source>Computing phantoms</source>
   <translation>Đang tính ảnh mô phỏng (phantom)</translation>
  </message>
  <message>
   <source>The sample is ready</source>
   <translation>Thư mục mẫu đã sẵn sàng</translation>
  </message>
 </context>
 <context>
  <name>screen</name>
  <message>
   <source>GSDF simulation</source>
   <translation>Mô phỏng GSDF</translation>
  </message>
 </context>
 <context>
  <name>sentences</name>
  <message>
   <source>expected an alteration out of {0}, found {1}</source>
   <translation>cần một biến đổi trong số {0}, nhưng có {1}</translation>
  </message>
  <message>
   <source>SCALE TO FIT</source>
   <translation>SCALE TO FIT</translation>
  </message>
  <message>
   <source>a picture that is not DICOM</source>
   <translation>một hình không phải DICOM</translation>
  </message>
  <message>
   <source>a presentation state belongs to a greyscale DICOM image, found {0}: export a picture</source>
   <translation>trạng thái hiển thị thuộc về một ảnh DICOM thang xám, nhưng có {0}: hãy xuất một hình</translation>
  </message>
  <message>
   <source>{0}: the file holds another image by now; open it again</source>
   <translation>{0}: tệp nay chứa một ảnh khác; hãy mở lại</translation>
  </message>
  <message>
   <source>{0}: this file is not a presentation state and is not replaced; choose another name</source>
   <translation>{0}: tệp này không phải trạng thái hiển thị nên không bị ghi đè; hãy chọn tên khác</translation>
  </message>
  <message>
   <source>the presentation state needs the image's file, which is refused: {0}</source>
   <translation>trạng thái hiển thị cần tệp của ảnh, mà tệp này bị từ chối: {0}</translation>
  </message>
  <message>
   <source>{0}: a presentation state has to name its image, but {1} is missing or not valid</source>
   <translation>{0}: trạng thái hiển thị phải nêu tên ảnh của nó, nhưng {1} bị thiếu hoặc không hợp lệ</translation>
  </message>
  <message>
   <source>{0}: presentation states cannot be made for this kind of object ({1})</source>
   <translation>{0}: không thể tạo trạng thái hiển thị cho loại đối tượng này ({1})</translation>
  </message>
  <message>
   <source>{0}: the presentation state cannot be written: {1}; choose another place</source>
   <translation>{0}: không ghi được trạng thái hiển thị: {1}; hãy chọn chỗ khác</translation>
  </message>
  <message>
   <source>A graphic of a kind that is not known, or damaged, is left out.</source>
   <translation>Một hình vẽ thuộc loại không biết, hoặc bị hỏng, được bỏ qua.</translation>
  </message>
  <message>
   <source>A text without a place, or without words, is left out.</source>
   <translation>Một dòng chữ không có vị trí, hoặc không có chữ, được bỏ qua.</translation>
  </message>
  <message>
   <source>{0}: this presentation state belongs to another image (it refers to {1}, none of them the one on screen): open that image first</source>
   <translation>{0}: trạng thái hiển thị này thuộc về ảnh khác (nó dẫn tới {1}, không ảnh nào trong đó là ảnh trên màn hình): hãy mở ảnh đó trước</translation>
  </message>
  <message>
   <source>Its shutter is not applied.</source>
   <translation>Màn che của nó không được áp dụng.</translation>
  </message>
  <message>
   <source>Its Presentation LUT is a table, which is not applied.</source>
   <translation>Presentation LUT của nó là một bảng, không được áp dụng.</translation>
  </message>
  <message>
   <source>What it shows</source>
   <translation>Những gì nó cho thấy</translation>
  </message>
  <message>
   <source>{0} is in other modality units than those of the image, and is not applied.</source>
   <translation>{0} theo đơn vị phương thức khác với đơn vị của ảnh, nên không được áp dụng.</translation>
  </message>
  <message>
   <source>Its VOI LUT is damaged and is not applied.</source>
   <translation>VOI LUT của nó bị hỏng và không được áp dụng.</translation>
  </message>
  <message>
   <source>{0}: the presentation state is damaged ({1})</source>
   <translation>{0}: trạng thái hiển thị bị hỏng ({1})</translation>
  </message>
  <message>
   <source>It names no window, so the full range is shown.</source>
   <translation>Nó không nêu cửa sổ nào, nên toàn khoảng được hiển thị.</translation>
  </message>
  <message>
   <source>Its window is damaged and is not applied.</source>
   <translation>Cửa sổ của nó bị hỏng và không được áp dụng.</translation>
  </message>
  <message>
   <source>{0}: expected a Grayscale Softcopy Presentation State, found {1}</source>
   <translation>{0}: cần một Grayscale Softcopy Presentation State, nhưng có {1}</translation>
  </message>
  <message>
   <source>More than {0} annotations: the rest is left out.</source>
   <translation>Hơn {0} chú thích: phần còn lại được bỏ qua.</translation>
  </message>
  <message>
   <source>lengths are those of the shadow there; in the patient they are smaller, by the magnification.</source>
   <translation>chiều dài là của bóng trên đó; trong bệnh nhân chúng nhỏ hơn, theo độ phóng đại.</translation>
  </message>
  <message>
   <source>px, no spacing</source>
   <translation>px, không có kích thước điểm ảnh</translation>
  </message>
  <message>
   <source>mm, perhaps calibrated</source>
   <translation>mm, có thể đã hiệu chuẩn</translation>
  </message>
  <message>
   <source>mm at the detector</source>
   <translation>mm tại đầu thu</translation>
  </message>
  <message>
   <source>mm on the film</source>
   <translation>mm trên phim</translation>
  </message>
  <message>
   <source>calibrated: lengths are in the plane that it was calibrated for.</source>
   <translation>đã hiệu chuẩn: chiều dài đúng trong mặt phẳng đã được hiệu chuẩn.</translation>
  </message>
  <message>
   <source>and the file does not tell whether it was calibrated: lengths may be those in the patient, or those of the larger shadow at the detector.</source>
   <translation>và tệp không cho biết nó đã được hiệu chuẩn hay chưa: chiều dài có thể là trong bệnh nhân, hoặc của bóng lớn hơn tại đầu thu.</translation>
  </message>
  <message>
   <source>at the detector: {0}</source>
   <translation>tại đầu thu: {0}</translation>
  </message>
  <message>
   <source>on the film that was scanned: {0}</source>
   <translation>trên phim đã quét: {0}</translation>
  </message>
  <message>
   <source>Pixel spacing {0} × {1} mm, {2}</source>
   <translation>Kích thước điểm ảnh {0} × {1} mm, {2}</translation>
  </message>
  <message>
   <source>By its pixel spacing this image is {0} × {1} cm; a chest radiograph measures {2} to {3} cm each way: do not trust lengths on it.</source>
   <translation>Theo kích thước điểm ảnh, ảnh này có kích thước {0} × {1} cm; ảnh X-quang ngực đo {2} đến {3} cm mỗi chiều: đừng tin chiều dài đo trên ảnh này.</translation>
  </message>
  <message>
   <source>The file gives no pixel spacing: lengths are in pixels, {0}</source>
   <translation>Tệp không cho kích thước điểm ảnh: chiều dài tính bằng điểm ảnh, {0}</translation>
  </message>
  <message>
   <source>Min {0}, max {1}, n {2}</source>
   <translation>Nhỏ nhất {0}, lớn nhất {1}, n {2}</translation>
  </message>
  <message>
   <source>Heart {0}, thorax {1} {2}</source>
   <translation>Tim {0}, lồng ngực {1} {2}</translation>
  </message>
  <message>
   <source>No pixel inside</source>
   <translation>Không có điểm ảnh nào bên trong</translation>
  </message>
  <message>
   <source>taken to be square.</source>
   <translation>được coi là hình vuông.</translation>
  </message>
  <message>
   <source>which are {0} times as high as wide: lengths and angles are not to scale.</source>
   <translation>có chiều cao gấp {0} lần chiều rộng: chiều dài và góc không đúng tỷ lệ.</translation>
  </message>
  <message>
   <source>Colour image: no modality values</source>
   <translation>Ảnh màu: không có giá trị phương thức</translation>
  </message>
  <message>
   <source>expected pairs of numbers, found {0}</source>
   <translation>cần các cặp số, nhưng có {0}</translation>
  </message>
  <message>
   <source>expected at most {0} characters, found {1}</source>
   <translation>cần nhiều nhất {0} ký tự, nhưng có {1}</translation>
  </message>
  <message>
   <source>expected annotations of version {0}, found {1}</source>
   <translation>cần chú thích phiên bản {0}, nhưng có {1}</translation>
  </message>
  <message>
   <source>expected at most {0} annotations, found {1}</source>
   <translation>cần nhiều nhất {0} chú thích, nhưng có {1}</translation>
  </message>
  <message>
   <source>two annotations have the same id</source>
   <translation>hai chú thích có cùng id</translation>
  </message>
  <message>
   <source>expected one of {0}, found another kind of annotation</source>
   <translation>cần một trong {0}, nhưng có loại chú thích khác</translation>
  </message>
  <message>
   <source>a {0} has {1} points, found {2}</source>
   <translation>một {0} có {1} điểm, nhưng có {2}</translation>
  </message>
  <message>
   <source>the points of a {0} are pairs of finite numbers</source>
   <translation>các điểm của một {0} là các cặp số hữu hạn</translation>
  </message>
  <message>
   <source>a {0} has a frame of at least 0, an id of 32 digits and a short label</source>
   <translation>một {0} có khung từ 0 trở lên, id gồm 32 chữ số và một nhãn ngắn</translation>
  </message>
  <message>
   <source>the annotations kept for this image are damaged and are not shown: {0}</source>
   <translation>các chú thích lưu cho ảnh này bị hỏng và không được hiển thị: {0}</translation>
  </message>
  <message>
   <source>expected a store to resume from, found none</source>
   <translation>cần một kho để tiếp tục, không tìm thấy</translation>
  </message>
  <message>
   <source>the network gave no answer: {0}</source>
   <translation>mạng không đưa ra câu trả lời: {0}</translation>
  </message>
  <message>
   <source>expected a fold for each of {0} scores and at least two, found others</source>
   <translation>cần một fold cho mỗi điểm trong {0} điểm và ít nhất hai phần, nhưng có khác</translation>
  </message>
  <message>
   <source>expected labels, patients and rows of {0} scores for the same images, found {1}, {2} and an array of {3}</source>
   <translation>cần nhãn, bệnh nhân và các hàng gồm {0} điểm cho cùng các ảnh, nhưng có {1}, {2} và một mảng {3}</translation>
  </message>
  <message>
   <source>expected scores from 0 to 1, found other numbers</source>
   <translation>cần điểm từ 0 đến 1, nhưng có số khác</translation>
  </message>
  <message>
   <source>expected labels from 0 to {0}, found others</source>
   <translation>cần nhãn từ 0 đến {0}, nhưng có nhãn khác</translation>
  </message>
  <message>
   <source>expected labels of 0 and 1 for each class, found others</source>
   <translation>cần nhãn 0 và 1 cho mỗi lớp, nhưng có nhãn khác</translation>
  </message>
  <message>
   <source>expected exactly one class for each image of a softmax network, found others</source>
   <translation>cần đúng một lớp cho mỗi ảnh của mạng softmax, nhưng có khác</translation>
  </message>
  <message>
   <source>expected all images of a patient in one fold, found a patient in several</source>
   <translation>cần mọi ảnh của một bệnh nhân nằm trong một fold, có bệnh nhân nằm trong nhiều phần</translation>
  </message>
  <message>
   <source>no answer within {0} s</source>
   <translation>không có câu trả lời trong {0} s</translation>
  </message>
  <message>
   <source>the process that was asked ended by itself (exit code {0})</source>
   <translation>tiến trình được hỏi đã tự kết thúc (mã thóat {0})</translation>
  </message>
  <message>
   <source>Whether the image is like those the network learned from cannot be told: {0}.</source>
   <translation>Không thể nói ảnh có giống những ảnh mà mạng đã học hay không: {0}.</translation>
  </message>
  <message>
   <source>The network takes its images by the preset {0}, which fixes its own bit depth: choose a network of the native preset to ask it at two depths.</source>
   <translation>Mạng nhận ảnh theo preset {0}, vốn cố định độ sâu bit riêng: hãy chọn một mạng có preset native để hỏi nó ở hai độ sâu.</translation>
  </message>
  <message>
   <source>Bit depths are compared on greyscale images, and this is a colour image: open the greyscale original.</source>
   <translation>Độ sâu bit được so sánh trên ảnh thang xám, mà đây là ảnh màu: hãy mở bản gốc thang xám.</translation>
  </message>
  <message>
   <source>Bit depths are compared on whole numbers, and this image holds floating-point values: open another one.</source>
   <translation>Độ sâu bit được so sánh trên số nguyên, mà ảnh này chứa giá trị dấu phẩy động: hãy mở ảnh khác.</translation>
  </message>
  <message>
   <source>Comparing bit depths needs an image of more than 8 bits, and this one stores {0}: open the original DICOM image.</source>
   <translation>So sánh độ sâu bit cần một ảnh hơn 8 bit, mà ảnh này lưu {0}: hãy mở ảnh DICOM gốc.</translation>
  </message>
  <message>
   <source>This image stores {0} bits, not {1}: choose a smaller bit depth.</source>
   <translation>Ảnh này lưu {0} bit, không phải {1}: hãy chọn độ sâu bit nhỏ hơn.</translation>
  </message>
  <message>
   <source>8-max has no meaning for an image with a Modality LUT, as this one has: choose another bit depth.</source>
   <translation>8-max không có nghĩa với ảnh có Modality LUT, như ảnh này: hãy chọn độ sâu bit khác.</translation>
  </message>
  <message>
   <source>{0}: expected one whole number, found {1} values</source>
   <translation>{0}: cần một số nguyên, nhưng có {1} giá trị</translation>
  </message>
  <message>
   <source>{0}: expected a whole number, found {1}</source>
   <translation>{0}: cần một số nguyên, nhưng có {1}</translation>
  </message>
  <message>
   <source>{0} is longer than any such attribute can be</source>
   <translation>{0} dài hơn mức mà một thuộc tính như vậy có thể có</translation>
  </message>
  <message>
   <source>{0} holds more than {1} items</source>
   <translation>{0} chứa hơn {1} mục</translation>
  </message>
  <message>
   <source>{0} cannot be parsed</source>
   <translation>{0} không phân tích được</translation>
  </message>
  <message>
   <source>{0}: expected a whole number, found text</source>
   <translation>{0}: cần một số nguyên, nhưng có văn bản</translation>
  </message>
  <message>
   <source>{0}: expected finite numbers, found {1}</source>
   <translation>{0}: cần các số hữu hạn, nhưng có {1}</translation>
  </message>
  <message>
   <source>{0}: expected 16-bit numbers</source>
   <translation>{0}: cần các số 16 bit</translation>
  </message>
  <message>
   <source>{0}: expected numbers, found text</source>
   <translation>{0}: cần các số, nhưng có văn bản</translation>
  </message>
  <message>
   <source>the catalogue cannot be opened: {0}</source>
   <translation>không mở được danh mục: {0}</translation>
  </message>
  <message>
   <source>the catalogue cannot be used: {0}</source>
   <translation>không dùng được danh mục: {0}</translation>
  </message>
  <message>
   <source>the catalogue was written by a newer version (schema {0}, expected at most {1}): update the program, or work without the catalogue</source>
   <translation>danh mục do một phiên bản mới hơn ghi (lược đồ {0}, cần nhiều nhất {1}): hãy cập nhật chương trình, hoặc làm việc không có danh mục</translation>
  </message>
  <message>
   <source>the catalogue is damaged</source>
   <translation>danh mục bị hỏng</translation>
  </message>
  <message>
   <source>it has no JPEG frame header</source>
   <translation>không có phần đầu khung JPEG</translation>
  </message>
  <message>
   <source>it does not begin like JPEG</source>
   <translation>không bắt đầu như JPEG</translation>
  </message>
  <message>
   <source>it has no JPEG 2000 size header</source>
   <translation>không có phần đầu kích thước JPEG 2000</translation>
  </message>
  <message>
   <source>no tile-part follows its JPEG 2000 header</source>
   <translation>không có phần ô nào sau phần đầu JPEG 2000</translation>
  </message>
  <message>
   <source>bytes are missing inside it: a tile-part does not end where its length says</source>
   <translation>bên trong thiếu byte: một phần ô không kết thúc ở chỗ mà độ dài của nó nói</translation>
  </message>
  <message>
   <source>its RLE header breaks off: expected 64 bytes, found {0}</source>
   <translation>phần đầu RLE bị đứt: cần 64 byte, nhưng có {0}</translation>
  </message>
  <message>
   <source>expected {0} RLE segments, found {1}</source>
   <translation>cần {0} đoạn RLE, nhưng có {1}</translation>
  </message>
  <message>
   <source>its RLE segment offsets are not in order within the frame</source>
   <translation>vị trí các đoạn RLE không theo thứ tự trong khung</translation>
  </message>
  <message>
   <source>{0} bytes of RLE cannot hold a frame of {1} bytes</source>
   <translation>{0} byte RLE không thể chứa một khung {1} byte</translation>
  </message>
  <message>
   <source>its JPEG frame header breaks off</source>
   <translation>phần đầu khung JPEG bị đứt</translation>
  </message>
  <message>
   <source>it breaks off: its end mark is missing</source>
   <translation>dữ liệu bị đứt: thiếu dấu kết thúc</translation>
  </message>
  <message>
   <source>its JPEG markers cannot be followed</source>
   <translation>không thể lần theo các dấu JPEG</translation>
  </message>
  <message>
   <source>a tile-part of {0} bytes is shorter than its own header</source>
   <translation>một phần ô {0} byte ngắn hơn phần đầu của chính nó</translation>
  </message>
  <message>
   <source>it uses a JPEG process that is not handled (SOF{0})</source>
   <translation>dùng một quy trình JPEG không được hỗ trợ (SOF{0})</translation>
  </message>
  <message>
   <source>The header says {0}, the codestream {1}: its word is taken.</source>
   <translation>Phần đầu tệp nói {0}, luồng mã nói {1}: theo luồng mã.</translation>
  </message>
  <message>
   <source>the red, green and blue palettes differ in length, start or depth</source>
   <translation>các bảng màu đỏ, lục và lam khác nhau về độ dài, điểm đầu hoặc độ sâu</translation>
  </message>
  <message>
   <source>{0}: expected 3 values, found {1}</source>
   <translation>{0}: cần 3 giá trị, nhưng có {1}</translation>
  </message>
  <message>
   <source>{0}: expected 8 or 16 bits per entry, found {1}</source>
   <translation>{0}: cần 8 hoặc 16 bit mỗi mục, nhưng có {1}</translation>
  </message>
  <message>
   <source>{0}: expected {1} entries, found {2}</source>
   <translation>{0}: cần {1} mục, nhưng có {2}</translation>
  </message>
  <message>
   <source>The palette says 16 bits but holds values up to 255 only; they are taken as 8 bits.</source>
   <translation>Bảng màu nói 16 bit nhưng chỉ có giá trị đến 255; chúng được coi là 8 bit.</translation>
  </message>
  <message>
   <source>{0} breaks off within an entry</source>
   <translation>{0} bị đứt giữa một mục</translation>
  </message>
  <message>
   <source>{0} copies earlier segments, which is not handled</source>
   <translation>{0} sao chép các đoạn trước, điều này không được hỗ trợ</translation>
  </message>
  <message>
   <source>the compressed pixel data breaks off</source>
   <translation>dữ liệu điểm ảnh nén bị đứt</translation>
  </message>
  <message>
   <source>{0}: the image may be wrong in places.</source>
   <translation>{0}: ảnh có thể sai ở vài chỗ.</translation>
  </message>
  <message>
   <source>the pixel data is not encapsulated, but the transfer syntax says compressed</source>
   <translation>dữ liệu điểm ảnh không được đóng gói, nhưng cú pháp truyền nói là nén</translation>
  </message>
  <message>
   <source>the compressed pixel data breaks off, and its codec gives nothing of such a frame</source>
   <translation>dữ liệu điểm ảnh nén bị đứt, và bộ giải mã không cho gì từ một khung như vậy</translation>
  </message>
  <message>
   <source>{0}, perhaps a little more: {1}.</source>
   <translation>{0}, có lẽ hơn một chút: {1}.</translation>
  </message>
  <message>
   <source>compressed floating-point pixels are not handled</source>
   <translation>điểm ảnh dấu phẩy động dạng nén không được hỗ trợ</translation>
  </message>
  <message>
   <source>a compressed frame of {0} x {1} pixels is too large: expected at most {2} megapixels</source>
   <translation>một khung nén {0} x {1} điểm ảnh là quá lớn: cần nhiều nhất {2} megapixel</translation>
  </message>
  <message>
   <source>{0} frames are too many: expected at most 2 GiB of pixels in all</source>
   <translation>{0} khung là quá nhiều: cần nhiều nhất 2 GiB điểm ảnh tổng cộng</translation>
  </message>
  <message>
   <source>the header says {0} x {1} pixels (rows x columns), the codestream {2} x {3}</source>
   <translation>phần đầu tệp nói {0} x {1} điểm ảnh (hàng x cột), luồng mã nói {2} x {3}</translation>
  </message>
  <message>
   <source>one sample per pixel</source>
   <translation>một mẫu mỗi điểm ảnh</translation>
  </message>
  <message>
   <source>{0} samples per pixel</source>
   <translation>{0} mẫu mỗi điểm ảnh</translation>
  </message>
  <message>
   <source>the header says {0}, the codestream {1}</source>
   <translation>phần đầu tệp nói {0}, luồng mã nói {1}</translation>
  </message>
  <message>
   <source>the frames of the compressed pixel data are not coded alike</source>
   <translation>các khung của dữ liệu điểm ảnh nén không được mã hóa như nhau</translation>
  </message>
  <message>
   <source>{0}: the image may be wrong or coarse in places.</source>
   <translation>{0}: ảnh có thể sai hoặc thô ở vài chỗ.</translation>
  </message>
  <message>
   <source>the encapsulated pixel data is damaged: {0}</source>
   <translation>dữ liệu điểm ảnh đóng gói bị hỏng: {0}</translation>
  </message>
  <message>
   <source>the compressed pixel data is damaged: {0}</source>
   <translation>dữ liệu điểm ảnh nén bị hỏng: {0}</translation>
  </message>
  <message>
   <source>pipe or device</source>
   <translation>ống dẫn hoặc thiết bị</translation>
  </message>
  <message>
   <source>expected a file, found a {0}</source>
   <translation>cần một tệp, nhưng gặp một {0}</translation>
  </message>
  <message>
   <source>too short to be DICOM: expected more than 132 bytes, found {0}</source>
   <translation>quá ngắn để là DICOM: cần hơn 132 byte, nhưng có {0}</translation>
  </message>
  <message>
   <source>not a DICOM file: neither the mark DICM nor a DICOM attribute was found at its start</source>
   <translation>không phải tệp DICOM: ở đầu tệp không có cả dấu DICM lẫn thuộc tính DICOM</translation>
  </message>
  <message>
   <source>the attribute {0} is there twice, and nothing says which one is right</source>
   <translation>thuộc tính {0} có hai lần, và không có gì cho biết cái nào đúng</translation>
  </message>
  <message>
   <source>The file begins like a {0} program: do not run it, and pass on only an export of it.</source>
   <translation>Tệp bắt đầu như một chương trình {0}: đừng chạy nó, và chỉ chuyển tiếp một bản xuất của nó.</translation>
  </message>
  <message>
   <source>it is damaged ({0})</source>
   <translation>bị hỏng ({0})</translation>
  </message>
  <message>
   <source>the file breaks off inside its header, before the pixel data: copy it again</source>
   <translation>tệp bị đứt trong phần đầu, trước dữ liệu điểm ảnh: hãy chép lại</translation>
  </message>
  <message>
   <source>cannot be read: {0}</source>
   <translation>không đọc được: {0}</translation>
  </message>
  <message>
   <source>it holds more elements than any image needs</source>
   <translation>chứa nhiều phần tử hơn mức một ảnh cần</translation>
  </message>
  <message>
   <source>the DICOM header cannot be parsed: {0}</source>
   <translation>không phân tích được phần đầu DICOM: {0}</translation>
  </message>
  <message>
   <source>not a usable path</source>
   <translation>không phải đường dẫn dùng được</translation>
  </message>
  <message>
   <source>its sequences are nested too deeply</source>
   <translation>các chuỗi (sequence) lồng nhau quá sâu</translation>
  </message>
  <message>
   <source>{0} and part of the row above are missing</source>
   <translation>{0} và một phần hàng phía trên bị thiếu</translation>
  </message>
  <message>
   <source>{0} pixels of the stored value {1} are taken for missing ones, too.</source>
   <translation>{0} điểm ảnh có giá trị lưu {1} cũng được coi là thiếu.</translation>
  </message>
  <message>
   <source>part of the last row is missing</source>
   <translation>một phần hàng cuối bị thiếu</translation>
  </message>
  <message>
   <source>the last of {0} {1} is</source>
   <translation>cái cuối của {0} {1} bị</translation>
  </message>
  <message>
   <source>the last {0} of {1} {2} are</source>
   <translation>{0} cái cuối của {1} {2} bị</translation>
  </message>
  <message>
   <source>the header says {0} pixels, the codestream holds {1}</source>
   <translation>phần đầu tệp nói {0} điểm ảnh, luồng mã chứa {1}</translation>
  </message>
  <message>
   <source>expected {0} bytes of pixels from RLE, found {1}</source>
   <translation>cần {0} byte điểm ảnh từ RLE, nhưng có {1}</translation>
  </message>
  <message>
   <source>expected {0} bytes of pixels from the deflated frame, found {1}</source>
   <translation>cần {0} byte điểm ảnh từ khung deflate, nhưng có {1}</translation>
  </message>
  <message>
   <source>bytes are missing inside the codestream</source>
   <translation>thiếu byte trong luồng mã</translation>
  </message>
  <message>
   <source>decoding it needs more memory than is allowed</source>
   <translation>giải mã cần nhiều bộ nhớ hơn mức cho phép</translation>
  </message>
  <message>
   <source>imagecodecs, which decodes it, cannot be loaded: install CXR-12 again</source>
   <translation>không nạp được imagecodecs, thư viện giải mã nó: hãy cài lại CXR-12</translation>
  </message>
  <message>
   <source>the codestream cannot be decoded: it is damaged</source>
   <translation>không giải mã được luồng mã: nó bị hỏng</translation>
  </message>
  <message>
   <source>the codestream holds values of more than the {0} bits allocated</source>
   <translation>luồng mã có giá trị vượt quá {0} bit được cấp</translation>
  </message>
  <message>
   <source>the compressed pixel data is refused: {0}</source>
   <translation>dữ liệu điểm ảnh nén bị từ chối: {0}</translation>
  </message>
  <message>
   <source>decoding did not end within {0} s: the compressed pixel data is damaged</source>
   <translation>giải mã không xong trong {0} s: dữ liệu điểm ảnh nén bị hỏng</translation>
  </message>
  <message>
   <source>the decoder crashed or ran out of memory on it: the compressed pixel data is damaged</source>
   <translation>bộ giải mã bị sập hoặc hết bộ nhớ vì nó: dữ liệu điểm ảnh nén bị hỏng</translation>
  </message>
  <message>
   <source>DICOMDIR: {0} of its entries are not opened: {1}.</source>
   <translation>DICOMDIR: {0} mục không được mở: {1}.</translation>
  </message>
  <message>
   <source>the DICOMDIR is too large: expected at most {0} MiB</source>
   <translation>DICOMDIR quá lớn: cần nhiều nhất {0} MiB</translation>
  </message>
  <message>
   <source>the DICOMDIR lists more than {0} files</source>
   <translation>DICOMDIR liệt kê hơn {0} tệp</translation>
  </message>
  <message>
   <source>the DICOMDIR lists nothing: DirectoryRecordSequence (0004,1220) is empty</source>
   <translation>DICOMDIR không liệt kê gì: DirectoryRecordSequence (0004,1220) trống</translation>
  </message>
  <message>
   <source>of its links lead to no record; they are ignored.</source>
   <translation>liên kết của nó không dẫn đến bản ghi nào; chúng bị bỏ qua.</translation>
  </message>
  <message>
   <source>of its links lead back to a record that was listed already; they are ignored.</source>
   <translation>liên kết của nó dẫn về một bản ghi đã được liệt kê; chúng bị bỏ qua.</translation>
  </message>
  <message>
   <source>of its files are in records that nothing links to.</source>
   <translation>tệp của nó nằm trong các bản ghi không có liên kết nào dẫn đến.</translation>
  </message>
  <message>
   <source>the DICOMDIR cannot be parsed: it is damaged ({0})</source>
   <translation>không phân tích được DICOMDIR: nó bị hỏng ({0})</translation>
  </message>
  <message>
   <source>they lead outside its folder</source>
   <translation>chúng dẫn ra ngoài thư mục của nó</translation>
  </message>
  <message>
   <source>they name the DICOMDIR itself</source>
   <translation>chúng nêu tên chính DICOMDIR</translation>
  </message>
  <message>
   <source>they are folders, pipes or devices</source>
   <translation>chúng là thư mục, ống dẫn hoặc thiết bị</translation>
  </message>
  <message>
   <source>reading the DICOMDIR takes too much time or memory: it is damaged</source>
   <translation>đọc DICOMDIR mất quá nhiều thời gian hoặc bộ nhớ: nó bị hỏng</translation>
  </message>
  <message>
   <source>The end mark after the pixel data is missing.</source>
   <translation>Thiếu dấu kết thúc sau dữ liệu điểm ảnh.</translation>
  </message>
  <message>
   <source>The pixel data holds {0} frames, {1} are announced; the others are ignored.</source>
   <translation>Dữ liệu điểm ảnh chứa {0} khung, phần đầu báo {1}; các khung còn lại bị bỏ qua.</translation>
  </message>
  <message>
   <source>it holds no fragment</source>
   <translation>không chứa mảnh nào</translation>
  </message>
  <message>
   <source>expected {0} frames, found {1}</source>
   <translation>cần {0} khung, nhưng có {1}</translation>
  </message>
  <message>
   <source>it is longer than its pixels: expected at most {0} bytes, found {1}</source>
   <translation>dài hơn các điểm ảnh của nó: cần nhiều nhất {0} byte, nhưng có {1}</translation>
  </message>
  <message>
   <source>its Basic Offset Table does not point at its fragments</source>
   <translation>Basic Offset Table không trỏ đến các mảnh của nó</translation>
  </message>
  <message>
   <source>its last frame has no end mark</source>
   <translation>khung cuối không có dấu kết thúc</translation>
  </message>
  <message>
   <source>something else stands where a fragment should begin</source>
   <translation>chỗ lẽ ra bắt đầu một mảnh lại có thứ khác</translation>
  </message>
  <message>
   <source>a fragment of {0} bytes runs past the end of the file</source>
   <translation>một mảnh {0} byte vượt quá cuối tệp</translation>
  </message>
  <message>
   <source>its Basic Offset Table is not a table of 32-bit numbers</source>
   <translation>Basic Offset Table không phải bảng các số 32 bit</translation>
  </message>
  <message>
   <source>it holds an empty fragment</source>
   <translation>có một mảnh trống</translation>
  </message>
  <message>
   <source>it holds more than {0} fragments</source>
   <translation>chứa hơn {0} mảnh</translation>
  </message>
  <message>
   <source>High-Throughput JPEG 2000, irreversible</source>
   <translation>High-Throughput JPEG 2000, không thuận nghịch</translation>
  </message>
  <message>
   <source>PixelAspectRatio: expected two positive numbers; pixels are taken to be square.</source>
   <translation>PixelAspectRatio: cần hai số dương; điểm ảnh được coi là vuông.</translation>
  </message>
  <message>
   <source>method and ratio unknown</source>
   <translation>không rõ phương pháp và tỷ lệ</translation>
  </message>
  <message>
   <source>this file is stored as {0}</source>
   <translation>tệp này được lưu dạng {0}</translation>
  </message>
  <message>
   <source>{0}: expected two positive numbers; lengths are in pixels.</source>
   <translation>{0}: cần hai số dương; độ dài tính bằng điểm ảnh.</translation>
  </message>
  <message>
   <source>{0}: no pixels are of such a size or shape; lengths are in pixels.</source>
   <translation>{0}: không có điểm ảnh nào cỡ hay hình như vậy; độ dài tính bằng điểm ảnh.</translation>
  </message>
  <message>
   <source>{0}; lengths are in pixels.</source>
   <translation>{0}; độ dài tính bằng điểm ảnh.</translation>
  </message>
  <message>
   <source>Pixel Spacing (0028,0030), which may be calibrated or not</source>
   <translation>Pixel Spacing (0028,0030), có thể đã hiệu chuẩn hoặc chưa</translation>
  </message>
  <message>
   <source>Imager Pixel Spacing (0018,1164), at the detector</source>
   <translation>Imager Pixel Spacing (0018,1164), tại đầu thu</translation>
  </message>
  <message>
   <source>Nominal Scanned Pixel Spacing (0018,2010), on the film</source>
   <translation>Nominal Scanned Pixel Spacing (0018,2010), trên phim</translation>
  </message>
  <message>
   <source>a window needs finite numbers, found centre {0}, width {1}</source>
   <translation>cửa sổ cần các số hữu hạn, nhưng có trung tâm {0}, độ rộng {1}</translation>
  </message>
  <message>
   <source>a {0} window needs a width of at least 1, found {1}</source>
   <translation>cửa sổ {0} cần độ rộng ít nhất 1, nhưng có {1}</translation>
  </message>
  <message>
   <source>RescaleSlope (0028,1053): expected a number other than 0, found 0</source>
   <translation>RescaleSlope (0028,1053): cần một số khác 0, nhưng có 0</translation>
  </message>
  <message>
   <source>RescaleSlope (0028,1053) or RescaleIntercept (0028,1052) is absurdly large</source>
   <translation>RescaleSlope (0028,1053) hoặc RescaleIntercept (0028,1052) lớn phi lý</translation>
  </message>
  <message>
   <source>RescaleSlope (0028,1053) is absurdly small beside RescaleIntercept (0028,1052)</source>
   <translation>RescaleSlope (0028,1053) nhỏ phi lý so với RescaleIntercept (0028,1052)</translation>
  </message>
  <message>
   <source>{0}: expected one number, found {1}</source>
   <translation>{0}: cần một số, nhưng có {1}</translation>
  </message>
  <message>
   <source>{0} window centres but {1} widths: only whole pairs are used.</source>
   <translation>{0} trung tâm cửa sổ nhưng {1} độ rộng: chỉ dùng các cặp đủ.</translation>
  </message>
  <message>
   <source>its descriptor has {0} values instead of 3</source>
   <translation>phần mô tả có {0} giá trị thay vì 3</translation>
  </message>
  <message>
   <source>it says {0} bits per entry, expected 8 to 16</source>
   <translation>nó nói {0} bit mỗi mục, cần 8 đến 16</translation>
  </message>
  <message>
   <source>it has {0} entries, expected {1}</source>
   <translation>nó có {0} mục, cần {1}</translation>
  </message>
  <message>
   <source>its values do not fit into the {0} bits it says</source>
   <translation>giá trị của nó không vừa {0} bit mà nó nói</translation>
  </message>
  <message>
   <source>The pixel padding has more than one value and is ignored.</source>
   <translation>Giá trị đệm có hơn một giá trị nên bị bỏ qua.</translation>
  </message>
  <message>
   <source>No pixel of {0} bits can have the padding value {1}; it is ignored.</source>
   <translation>Không điểm ảnh {0} bit nào có thể có giá trị đệm {1}; nó bị bỏ qua.</translation>
  </message>
  <message>
   <source>The windows of the file cannot be parsed and are left out.</source>
   <translation>Không phân tích được các cửa sổ của tệp; chúng bị bỏ ra.</translation>
  </message>
  <message>
   <source>An unknown VOI LUT function; LINEAR is used.</source>
   <translation>Hàm VOI LUT không rõ; dùng LINEAR.</translation>
  </message>
  <message>
   <source>{0} cannot be parsed and is left out.</source>
   <translation>{0} không phân tích được nên bị bỏ ra.</translation>
  </message>
  <message>
   <source>{0}; padding is ignored.</source>
   <translation>{0}; giá trị đệm bị bỏ qua.</translation>
  </message>
  <message>
   <source>Window {0} of the file is not valid and is left out.</source>
   <translation>Cửa sổ {0} của tệp không hợp lệ nên bị bỏ ra.</translation>
  </message>
  <message>
   <source>Item {0} of {1} is left out: {2}.</source>
   <translation>Mục {0} của {1} bị bỏ ra: {2}.</translation>
  </message>
  <message>
   <source>the File Meta Information of a deflated file cannot be parsed</source>
   <translation>không phân tích được File Meta Information của một tệp deflate</translation>
  </message>
  <message>
   <source>the deflated data set breaks off</source>
   <translation>tập dữ liệu deflate bị đứt</translation>
  </message>
  <message>
   <source>the deflated data set cannot be inflated</source>
   <translation>không giải nén được tập dữ liệu deflate</translation>
  </message>
  <message>
   <source>the deflated data set is too large: expected at most {0} MiB when inflated</source>
   <translation>tập dữ liệu deflate quá lớn: cần nhiều nhất {0} MiB khi giải nén</translation>
  </message>
  <message>
   <source>This file says {0} bits</source>
   <translation>Tệp này nói {0} bit</translation>
  </message>
  <message>
   <source>holds {0} grey levels</source>
   <translation>chứa {0} mức xám</translation>
  </message>
  <message>
   <source>{0} and {1} over {2} of their range; nothing speaks against it.</source>
   <translation>{0} và {1} trên {2} khoảng của chúng; không có gì trái với điều đó.</translation>
  </message>
  <message>
   <source>{0}, {1}: it was made from {2}-bit data.</source>
   <translation>{0}, {1}: nó được làm từ dữ liệu {2} bit.</translation>
  </message>
  <message>
   <source>its codestream holds {0}, with {1} grey levels.</source>
   <translation>luồng mã của nó chứa {0}, với {1} mức xám.</translation>
  </message>
  <message>
   <source>its values are {0} to {1}: 8 bits would hold them.</source>
   <translation>giá trị của nó từ {0} đến {1}: 8 bit là đủ chứa.</translation>
  </message>
  <message>
   <source>{0} between {1} and {2}, mostly {3} apart: it was made from 8-bit data.</source>
   <translation>{0} giữa {1} và {2}, phần lớn cách nhau {3}: nó được làm từ dữ liệu 8 bit.</translation>
  </message>
  <message>
   <source>{0}, mostly {1} apart: it was stretched.</source>
   <translation>{0}, phần lớn cách nhau {1}: nó đã bị kéo giãn.</translation>
  </message>
  <message>
   <source>A colour image: grey levels are not counted.</source>
   <translation>Ảnh màu: mức xám không được đếm.</translation>
  </message>
  <message>
   <source>The image holds nothing but padding.</source>
   <translation>Ảnh chỉ chứa giá trị đệm.</translation>
  </message>
  <message>
   <source>{0}, and all pixels have the value {1}.</source>
   <translation>{0}, và mọi điểm ảnh có giá trị {1}.</translation>
  </message>
  <message>
   <source>This file holds floating-point pixels of {0} bits, with {1} different values.</source>
   <translation>Tệp này chứa điểm ảnh dấu phẩy động {0} bit, với {1} giá trị khác nhau.</translation>
  </message>
  <message>
   <source>each a multiple of {0}</source>
   <translation>mỗi mức là bội của {0}</translation>
  </message>
  <message>
   <source>each {0} from the next</source>
   <translation>mỗi mức cách mức kế {0}</translation>
  </message>
  <message>
   <source>It was compressed with loss, which changes levels and can make new ones.</source>
   <translation>Ảnh đã được nén có mất mát, điều này làm đổi các mức và có thể tạo mức mới.</translation>
  </message>
  <message>
   <source>Part of the image is missing.</source>
   <translation>Một phần ảnh bị thiếu.</translation>
  </message>
  <message>
   <source>it lies beside the image</source>
   <translation>nó nằm cạnh ảnh</translation>
  </message>
  <message>
   <source>it lies after the last frame</source>
   <translation>nó nằm sau khung cuối</translation>
  </message>
  <message>
   <source>{0} frames of {1} x {2} are too large</source>
   <translation>{0} khung {1} x {2} là quá lớn</translation>
  </message>
  <message>
   <source>it has {0} size, place or number of frames</source>
   <translation>nó có {0} kích thước, vị trí hoặc số khung</translation>
  </message>
  <message>
   <source>its place is not a row and a column</source>
   <translation>vị trí của nó không phải một hàng và một cột</translation>
  </message>
  <message>
   <source>expected {0} bytes, found {1}</source>
   <translation>cần {0} byte, nhưng có {1}</translation>
  </message>
  <message>
   <source>it has no data of its own, and none in the unused bits of the pixels</source>
   <translation>nó không có dữ liệu riêng, cũng không có trong các bit thừa của điểm ảnh</translation>
  </message>
  <message>
   <source>it lies in the pixels, but is not of their size</source>
   <translation>nó nằm trong điểm ảnh, nhưng không cùng kích thước</translation>
  </message>
  <message>
   <source>Overlay {0} is left out: {1}.</source>
   <translation>Lớp phủ {0} bị bỏ ra: {1}.</translation>
  </message>
  <message>
   <source>no image in this object ({0})</source>
   <translation>đối tượng này không có ảnh ({0})</translation>
  </message>
  <message>
   <source>the transfer syntax {0} is not handled: export the image in another one</source>
   <translation>cú pháp truyền {0} không được hỗ trợ: hãy xuất ảnh theo cú pháp khác</translation>
  </message>
  <message>
   <source>PixelData (7FE0,0010) is missing: the file breaks off before its pixels</source>
   <translation>thiếu PixelData (7FE0,0010): tệp bị đứt trước các điểm ảnh</translation>
  </message>
  <message>
   <source>the file breaks off inside its header, before it says what it holds: copy it again</source>
   <translation>tệp bị đứt trong phần đầu, trước khi nói nó chứa gì: hãy chép lại</translation>
  </message>
  <message>
   <source>The header says unsigned pixels, the codestream signed: its word is taken.</source>
   <translation>Phần đầu tệp nói điểm ảnh không dấu, luồng mã nói có dấu: theo luồng mã.</translation>
  </message>
  <message>
   <source>The header says {0} bits, the codestream {1}, and some values need more than the header says: they are cut to {2} bits and may be wrong.</source>
   <translation>Phần đầu tệp nói {0} bit, luồng mã nói {1}, và vài giá trị cần nhiều hơn mức phần đầu nói: chúng bị cắt còn {2} bit và có thể sai.</translation>
  </message>
  <message>
   <source>{0}; it is ignored.</source>
   <translation>{0}; nó bị bỏ qua.</translation>
  </message>
  <message>
   <source>{0} differs between frames; the first frame's is used for all.</source>
   <translation>{0} khác nhau giữa các khung; giá trị của khung đầu được dùng cho tất cả.</translation>
  </message>
  <message>
   <source>its header could not be read in time</source>
   <translation>không đọc kịp phần đầu của nó</translation>
  </message>
  <message>
   <source>expected RECTANGULAR, CIRCULAR or POLYGONAL</source>
   <translation>cần RECTANGULAR, CIRCULAR hoặc POLYGONAL</translation>
  </message>
  <message>
   <source>an edge is missing</source>
   <translation>thiếu một cạnh</translation>
  </message>
  <message>
   <source>it covers the whole image</source>
   <translation>nó che toàn bộ ảnh</translation>
  </message>
  <message>
   <source>expected a centre and a positive radius</source>
   <translation>cần một tâm và một bán kính dương</translation>
  </message>
  <message>
   <source>expected pairs of row and column for at least three corners</source>
   <translation>cần các cặp hàng và cột cho ít nhất ba góc</translation>
  </message>
  <message>
   <source>{0}; the shutter is black.</source>
   <translation>{0}; màn che là màu đen.</translation>
  </message>
  <message>
   <source>The shutter is left out: {0}.</source>
   <translation>Màn che bị bỏ ra: {0}.</translation>
  </message>
  <message>
   <source>The {0} shutter is left out: {1}.</source>
   <translation>Màn che {0} bị bỏ ra: {1}.</translation>
  </message>
  <message>
   <source>{0}: expected at least 1, found {1}</source>
   <translation>{0}: cần ít nhất 1, nhưng có {1}</translation>
  </message>
  <message>
   <source>masks of one bit per pixel are not shown: expected 8, 16 or 32 bits</source>
   <translation>mặt nạ một bit mỗi điểm ảnh không được hiển thị: cần 8, 16 hoặc 32 bit</translation>
  </message>
  <message>
   <source>{0}: expected 8, 16 or 32, found {1}</source>
   <translation>{0}: cần 8, 16 hoặc 32, nhưng có {1}</translation>
  </message>
  <message>
   <source>the photometric interpretation {0} is not handled: export the image as RGB</source>
   <translation>photometric interpretation {0} không được hỗ trợ: hãy xuất ảnh dạng RGB</translation>
  </message>
  <message>
   <source>{0}: expected {1} for {2}, found {3}</source>
   <translation>{0}: cần {1} cho {2}, nhưng có {3}</translation>
  </message>
  <message>
   <source>the photometric interpretation {0} needs a codec that undoes it: export the image as RGB</source>
   <translation>photometric interpretation {0} cần một bộ giải mã đảo ngược nó: hãy xuất ảnh dạng RGB</translation>
  </message>
  <message>
   <source>{0}: expected {1}, found {2}</source>
   <translation>{0}: cần {1}, nhưng có {2}</translation>
  </message>
  <message>
   <source>floating-point pixels are grey, but {0} says colour</source>
   <translation>điểm ảnh dấu phẩy động là mức xám, nhưng {0} nói là màu</translation>
  </message>
  <message>
   <source>{0}: expected an even number for YBR_FULL_422, found {1}</source>
   <translation>{0}: cần một số chẵn cho YBR_FULL_422, nhưng có {1}</translation>
  </message>
  <message>
   <source>{0}: expected {1} to {2}, found {3}</source>
   <translation>{0}: cần {1} đến {2}, nhưng có {3}</translation>
  </message>
  <message>
   <source>cannot be parsed</source>
   <translation>không phân tích được</translation>
  </message>
  <message>
   <source>bytes, not read</source>
   <translation>byte, không đọc</translation>
  </message>
  <message>
   <source>Private tag data</source>
   <translation>Dữ liệu thẻ riêng</translation>
  </message>
  <message>
   <source>compressed, not read</source>
   <translation>nén, không đọc</translation>
  </message>
  <message>
   <source>there are more attributes; the first {0} are shown</source>
   <translation>còn thuộc tính khác; hiển thị {0} thuộc tính đầu</translation>
  </message>
  <message>
   <source>there are more attributes; reading them takes too long</source>
   <translation>còn thuộc tính khác; đọc chúng mất quá lâu</translation>
  </message>
  <message>
   <source>{0}, nested more than {1} deep and not shown</source>
   <translation>{0}, lồng sâu hơn {1} cấp nên không hiển thị</translation>
  </message>
  <message>
   <source>{0} bytes after the pixel data are not shown</source>
   <translation>{0} byte sau dữ liệu điểm ảnh không được hiển thị</translation>
  </message>
  <message>
   <source>what follows the pixel data cannot be parsed</source>
   <translation>không phân tích được phần sau dữ liệu điểm ảnh</translation>
  </message>
  <message>
   <source>{0}: the pixel data has {1} of {2} bytes.</source>
   <translation>{0}: dữ liệu điểm ảnh có {1} trên {2} byte.</translation>
  </message>
  <message>
   <source>the pixel data is encapsulated, but the transfer syntax says uncompressed</source>
   <translation>dữ liệu điểm ảnh được đóng gói, nhưng cú pháp truyền nói là không nén</translation>
  </message>
  <message>
   <source>the pixel data is empty: expected {0} bytes</source>
   <translation>dữ liệu điểm ảnh trống: cần {0} byte</translation>
  </message>
  <message>
   <source>The pixel data holds {0} bytes more than its frames need; they are ignored.</source>
   <translation>Dữ liệu điểm ảnh có nhiều hơn {0} byte so với các khung cần; chúng bị bỏ qua.</translation>
  </message>
  <message>
   <source>the pixel data is too short to show any of it: expected {0} bytes, found {1}</source>
   <translation>dữ liệu điểm ảnh quá ngắn để hiển thị phần nào: cần {0} byte, nhưng có {1}</translation>
  </message>
  <message>
   <source>the file became shorter while it was read</source>
   <translation>tệp ngắn đi trong khi đang đọc</translation>
  </message>
  <message>
   <source>the pixel data is too short: expected {0} bytes, found {1}</source>
   <translation>dữ liệu điểm ảnh quá ngắn: cần {0} byte, nhưng có {1}</translation>
  </message>
  <message>
   <source>two kinds of pixel data in one object: expected one</source>
   <translation>hai loại dữ liệu điểm ảnh trong một đối tượng: cần một</translation>
  </message>
  <message>
   <source>the folder cannot be listed: {0}</source>
   <translation>không liệt kê được thư mục: {0}</translation>
  </message>
  <message>
   <source>the DICOMDIR lists it, but there is no such file</source>
   <translation>DICOMDIR có nêu, nhưng không có tệp như vậy</translation>
  </message>
  <message>
   <source>a screen's black is {0} to {1} cd/m2, the range of the standard's function, found {2}: measure it with the room's light on</source>
   <translation>mức đen của màn hình là {0} đến {1} cd/m2, khoảng của hàm trong tiêu chuẩn, nhưng có {2}: hãy đo khi đèn phòng bật</translation>
  </message>
  <message>
   <source>a screen's white is brighter than its black and at most {0} cd/m2, found {1} over {2}</source>
   <translation>mức trắng của màn hình sáng hơn mức đen và nhiều nhất {0} cd/m2, nhưng có {1} trên {2}</translation>
  </message>
  <message>
   <source>a screen's gamma is {0} to {1}, found {2}</source>
   <translation>gamma của màn hình là {0} đến {1}, nhưng có {2}</translation>
  </message>
  <message>
   <source>a colour image has no stored grey values to count</source>
   <translation>ảnh màu không có mức xám lưu để đếm</translation>
  </message>
  <message>
   <source>there are no quantiles of no pixels: all of the image is padding</source>
   <translation>không có phân vị khi không có điểm ảnh: toàn bộ ảnh là giá trị đệm</translation>
  </message>
  <message>
   <source>quarter turns are 0 to 3, found {0}</source>
   <translation>số phần tư vòng quay là 0 đến 3, nhưng có {0}</translation>
  </message>
  <message>
   <source>a reduction factor is at least 1, found {0}</source>
   <translation>hệ số thu nhỏ ít nhất là 1, nhưng có {0}</translation>
  </message>
  <message>
   <source>expected a greyscale image, found a colour one</source>
   <translation>cần một ảnh mức xám, nhưng có ảnh màu</translation>
  </message>
  <message>
   <source>expected a colour image, found a greyscale one</source>
   <translation>cần một ảnh màu, nhưng có ảnh mức xám</translation>
  </message>
  <message>
   <source>a grey table needs integer pixels of 8 or 16 bits, found {0}</source>
   <translation>bảng mức xám cần điểm ảnh số nguyên 8 hoặc 16 bit, nhưng có {0}</translation>
  </message>
  <message>
   <source>Full range (VOI off)</source>
   <translation>Toàn khoảng (tắt VOI)</translation>
  </message>
  <message>
   <source>The file contradicts itself: Photometric Interpretation {0} asks for Presentation LUT Shape {1}, found {2}; low values are shown {3}, as the shape says, so check that.</source>
   <translation>Tệp tự mâu thuẫn: Photometric Interpretation {0} đòi Presentation LUT Shape {1}, nhưng có {2}; giá trị thấp được hiển thị {3}, như shape nói, nên hãy kiểm tra.</translation>
  </message>
  <message>
   <source>a colour image has no grey window</source>
   <translation>ảnh màu không có cửa sổ mức xám</translation>
  </message>
  <message>
   <source>a region needs at least one pixel of the image, found none: draw it over the image</source>
   <translation>vùng cần ít nhất một điểm ảnh của ảnh, nhưng không có: hãy vẽ vùng trên ảnh</translation>
  </message>
  <message>
   <source>percentiles rise between 0 and 100, found {0} and {1}</source>
   <translation>các phân vị tăng dần giữa 0 và 100, nhưng có {0} và {1}</translation>
  </message>
  <message>
   <source>expected 1 to {0} models to ask together, found {1}</source>
   <translation>cần 1 đến {0} mô hình để hỏi cùng lúc, nhưng có {1}</translation>
  </message>
  <message>
   <source>expected different models to ask together, found one twice: {0}</source>
   <translation>cần các mô hình khác nhau để hỏi cùng lúc, nhưng một mô hình có hai lần: {0}</translation>
  </message>
  <message>
   <source>expected several models or alterations to average, found one; ask the model itself</source>
   <translation>cần vài mô hình hoặc vài biến đổi để lấy trung bình, nhưng có một; hãy hỏi chính mô hình đó</translation>
  </message>
  <message>
   <source>expected models of the same classes and kind to ask together, found {0} ({1}; {2}) and {3} ({4}; {5})</source>
   <translation>cần các mô hình cùng lớp và cùng loại để hỏi cùng lúc, nhưng có {0} ({1}; {2}) và {3} ({4}; {5})</translation>
  </message>
  <message>
   <source>Grad-CAM needs a layer with rows and columns of features, found none; use occlusion instead</source>
   <translation>Grad-CAM cần một tầng có hàng và cột đặc trưng, không tìm thấy; hãy dùng phép che khuất</translation>
  </message>
  <message>
   <source>{0} needs Keras on TensorFlow, found {1}; use occlusion instead</source>
   <translation>{0} cần Keras trên TensorFlow, nhưng có {1}; hãy dùng phép che khuất</translation>
  </message>
  <message>
   <source>expected a patch and a stride of at least one pixel, found {0} and {1}</source>
   <translation>cần một mảnh và một bước ít nhất một điểm ảnh, nhưng có {0} và {1}</translation>
  </message>
  <message>
   <source>The tags in the lowest bits never end: the picture may have been cut; the last value may be wrong.</source>
   <translation>Các thẻ trong bit thấp nhất không bao giờ kết thúc: hình có thể đã bị cắt; giá trị cuối có thể sai.</translation>
  </message>
  <message>
   <source>XMP was left out: {0}.</source>
   <translation>XMP được bỏ qua: {0}.</translation>
  </message>
  <message>
   <source>The pixels were not looked at: the picture is damaged.</source>
   <translation>Điểm ảnh không được xem: hình bị hỏng.</translation>
  </message>
  <message>
   <source>The pixels were not looked at: {0}.</source>
   <translation>Điểm ảnh không được xem: {0}.</translation>
  </message>
  <message>
   <source>The lowest bits of {0} begin like text of CXR-12, but {1}.</source>
   <translation>Các bit thấp nhất của {0} bắt đầu như văn bản của CXR-12, nhưng {1}.</translation>
  </message>
  <message>
   <source>graphics of an overlay stand in unused bits of its pixels</source>
   <translation>hình vẽ của một lớp phủ nằm trong các bit không dùng của điểm ảnh</translation>
  </message>
  <message>
   <source>its file says that text is burnt into the pixels</source>
   <translation>tệp của nó nói rằng có chữ in cháy trong điểm ảnh</translation>
  </message>
  <message>
   <source>its file does not say whether text is burnt into the pixels</source>
   <translation>tệp của nó không cho biết có chữ in cháy trong điểm ảnh hay không</translation>
  </message>
  <message>
   <source>something that looks like a line of text stands in its pixels, though its file denies it</source>
   <translation>có thứ giống một dòng chữ trong điểm ảnh, dù tệp phủ nhận điều đó</translation>
  </message>
  <message>
   <source>{0}: de-identified copies cannot be written there: {1}; choose another folder</source>
   <translation>{0}: không ghi được bản sao khử định danh vào đó: {1}; hãy chọn thư mục khác</translation>
  </message>
  <message>
   <source>its pixels cannot be looked at</source>
   <translation>không xem được điểm ảnh của nó</translation>
  </message>
  <message>
   <source>the pixel data break off: copy the file again</source>
   <translation>dữ liệu điểm ảnh bị đứt đoạn: hãy sao chép lại tệp</translation>
  </message>
  <message>
   <source>it cannot be de-identified: {0}</source>
   <translation>không thể khử định danh nó: {0}</translation>
  </message>
  <message>
   <source>it cannot be de-identified: its header is damaged ({0})</source>
   <translation>không thể khử định danh nó: phần đầu tệp bị hỏng ({0})</translation>
  </message>
  <message>
   <source>Basic Application Confidentiality Profile</source>
   <translation>Basic Application Confidentiality Profile</translation>
  </message>
  <message>
   <source>Retain Longitudinal Temporal Information Modified Dates Option</source>
   <translation>Retain Longitudinal Temporal Information Modified Dates Option</translation>
  </message>
  <message>
   <source>PS3.15 {0} Basic Profile</source>
   <translation>PS3.15 {0} Basic Profile</translation>
  </message>
  <message>
   <source>one of its attributes is too long to be looked at</source>
   <translation>một thuộc tính của nó quá dài để xem</translation>
  </message>
  <message>
   <source>one of its sequences is too long to be looked at</source>
   <translation>một chuỗi (sequence) của nó quá dài để xem</translation>
  </message>
  <message>
   <source>its sequences are nested more than {0} deep</source>
   <translation>các chuỗi (sequence) của nó lồng sâu hơn {0}</translation>
  </message>
  <message>
   <source>one of its sequences cannot be parsed</source>
   <translation>không phân tích được một chuỗi (sequence) của nó</translation>
  </message>
  <message>
   <source>US or SS</source>
   <translation>US hoặc SS</translation>
  </message>
  <message>
   <source>{0}: a file of another kind has this name and is not replaced; choose another</source>
   <translation>{0}: một tệp loại khác mang tên này và không bị ghi đè; hãy chọn tên khác</translation>
  </message>
  <message>
   <source>{0}: the file cannot be written: {1}; choose another place</source>
   <translation>{0}: không ghi được tệp: {1}; hãy chọn chỗ khác</translation>
  </message>
  <message>
   <source>a DICOM result belongs to the study of a DICOM image, found a picture that is not DICOM: save the result as a table or a report instead</source>
   <translation>kết quả DICOM thuộc về ca chụp của một ảnh DICOM, nhưng có một hình không phải DICOM: hãy lưu kết quả thành bảng hoặc báo cáo</translation>
  </message>
  <message>
   <source>the answer is about another image than this one; classify this image again</source>
   <translation>câu trả lời nói về ảnh khác ảnh này; hãy phân loại lại ảnh này</translation>
  </message>
  <message>
   <source>a DICOM result needs the image's file, which is refused: {0}</source>
   <translation>kết quả DICOM cần tệp của ảnh, mà tệp này bị từ chối: {0}</translation>
  </message>
  <message>
   <source>{0}: a DICOM result has to name its image, but {1} is missing or not valid</source>
   <translation>{0}: kết quả DICOM phải nêu tên ảnh của nó, nhưng {1} bị thiếu hoặc không hợp lệ</translation>
  </message>
  <message>
   <source>CXR-12 results, research use only</source>
   <translation>Kết quả của CXR-12, chỉ dùng cho nghiên cứu</translation>
  </message>
  <message>
   <source>Decided for at {0} or more</source>
   <translation>Quyết định từ {0} trở lên</translation>
  </message>
  <message>
   <source>None set: the largest probability decides</source>
   <translation>Chưa đặt: xác suất lớn nhất quyết định</translation>
  </message>
  <message>
   <source>CXR-12 classes and probabilities</source>
   <translation>Các lớp và xác suất của CXR-12</translation>
  </message>
  <message>
   <source>{0}: reports cannot be made about this kind of object ({1})</source>
   <translation>{0}: không thể lập báo cáo về loại đối tượng này ({1})</translation>
  </message>
  <message>
   <source>; the lowest bits of {0} carry text</source>
   <translation>; các bit thấp nhất của {0} mang văn bản</translation>
  </message>
  <message>
   <source>A damaged image carries no metadata: its pixels are not all there; copy it again.</source>
   <translation>Ảnh hỏng không mang siêu dữ liệu: điểm ảnh của nó không đủ; hãy sao chép lại.</translation>
  </message>
  <message>
   <source>{0}: expected a keyword or a number like 0018,1164, found neither</source>
   <translation>{0}: cần một keyword hoặc một số như 0018,1164, không nhận được cái nào</translation>
  </message>
  <message>
   <source>{0}: the file has no such attribute, or one whose value is no short text; leave it out</source>
   <translation>{0}: tệp không có thuộc tính này, hoặc giá trị của nó không phải văn bản ngắn; hãy bỏ nó</translation>
  </message>
  <message>
   <source>{0}: this may tell whose image it is, and is written only if identifying attributes are asked for</source>
   <translation>{0}: mục này có thể cho biết ảnh là của ai, và chỉ được ghi khi có yêu cầu thuộc tính định danh</translation>
  </message>
  <message>
   <source>A colour picture has no channel grey: choose red, green or blue.</source>
   <translation>Hình màu không có kênh xám: hãy chọn đỏ, lục hoặc lam.</translation>
  </message>
  <message>
   <source>The lowest bits have room for {0} bytes, the attributes take {1}: choose fewer.</source>
   <translation>Các bit thấp nhất có chỗ cho {0} byte, các thuộc tính cần {1}: hãy chọn ít hơn.</translation>
  </message>
  <message>
   <source>the source was compressed with loss</source>
   <translation>nguồn đã bị nén có mất mát</translation>
  </message>
  <message>
   <source>Stored values, {0} bits, not windowed; {1}; low values are {2}</source>
   <translation>Giá trị lưu, {0} bit, không qua cửa sổ; {1}; giá trị thấp là {2}</translation>
  </message>
  <message>
   <source>stored value = pixel value</source>
   <translation>giá trị lưu = giá trị điểm ảnh</translation>
  </message>
  <message>
   <source>stored value = pixel value - {0}</source>
   <translation>giá trị lưu = giá trị điểm ảnh - {0}</translation>
  </message>
  <message>
   <source>Colours as shown</source>
   <translation>Màu như hiển thị</translation>
  </message>
  <message>
   <source>a colour image has no grey values; export it as shown</source>
   <translation>ảnh màu không có giá trị xám; hãy xuất như hiển thị</translation>
  </message>
  <message>
   <source>a native export holds integers of 8 or 16 bits, found {0}</source>
   <translation>bản xuất nguyên bản chứa số nguyên 8 hoặc 16 bit, nhưng có {0}</translation>
  </message>
  <message>
   <source>FOR PROCESSING, not meant for reading</source>
   <translation>FOR PROCESSING, không dùng để đọc</translation>
  </message>
  <message>
   <source>Grey levels as shown, full range of {0} bits</source>
   <translation>Mức xám như hiển thị, toàn khoảng {0} bit</translation>
  </message>
  <message>
   <source>Grey levels as shown, VOI LUT of the file</source>
   <translation>Mức xám như hiển thị, VOI LUT của tệp</translation>
  </message>
  <message>
   <source>Grey levels as shown, window {0}, {1}</source>
   <translation>Mức xám như hiển thị, cửa sổ {0}, {1}</translation>
  </message>
  <message>
   <source>it does not accept this file</source>
   <translation>nó không nhận tệp này</translation>
  </message>
  <message>
   <source>it cannot keep the file</source>
   <translation>nó không lưu được tệp</translation>
  </message>
  <message>
   <source>the file does not match the kind of object it says it is</source>
   <translation>tệp không khớp với loại đối tượng mà nó tự nêu</translation>
  </message>
  <message>
   <source>it cannot understand the file</source>
   <translation>nó không hiểu được tệp</translation>
  </message>
  <message>
   <source>the PACS does not take {0} in the transfer syntax of the file, {1}</source>
   <translation>PACS không nhận {0} theo cú pháp truyền của tệp, {1}</translation>
  </message>
  <message>
   <source>something answers at {0}:{1} but does not speak DICOM, or wants TLS: check port and TLS</source>
   <translation>có thứ trả lời tại {0}:{1} nhưng không nói DICOM, hoặc đòi TLS: hãy kiểm tra cổng và TLS</translation>
  </message>
  <message>
   <source>{0} cannot be reached: {1}; check address and port</source>
   <translation>không tới được {0}: {1}; hãy kiểm tra địa chỉ và cổng</translation>
  </message>
  <message>
   <source>it refuses the file</source>
   <translation>nó từ chối tệp</translation>
  </message>
  <message>
   <source>the PACS does not take {0} in the transfer syntax {1}, and none is converted</source>
   <translation>PACS không nhận {0} theo cú pháp truyền {1}, và không có chuyển đổi nào</translation>
  </message>
  <message>
   <source>{0} rejected us, {1}: {2}; its administrator has to know this AE title and computer</source>
   <translation>{0} đã từ chối chúng ta, {1}: {2}; người quản trị của nó phải biết AE title và máy tính này</translation>
  </message>
  <message>
   <source>no answer in {0} s</source>
   <translation>không có câu trả lời trong {0} s</translation>
  </message>
  <message>
   <source>the PACS says that {0} (status {1})</source>
   <translation>PACS nói rằng {0} (trạng thái {1})</translation>
  </message>
  <message>
   <source>it lies in a ZIP archive, from which nothing is sent: unpack the archive first</source>
   <translation>nó nằm trong tệp nén ZIP, từ đó không gửi gì: hãy giải nén trước</translation>
  </message>
  <message>
   <source>no computer of that name is known</source>
   <translation>không biết máy tính nào tên như vậy</translation>
  </message>
  <message>
   <source>{0} accepted the connection but did not answer a C-ECHO</source>
   <translation>{0} đã nhận kết nối nhưng không trả lời C-ECHO</translation>
  </message>
  <message>
   <source>the PACS did not answer in time, or closed the connection</source>
   <translation>PACS không trả lời kịp, hoặc đã đóng kết nối</translation>
  </message>
  <message>
   <source>the PACS took it with a warning (status {0})</source>
   <translation>PACS đã nhận kèm cảnh báo (trạng thái {0})</translation>
  </message>
  <message>
   <source>its File Meta Information does not say what it is: export it anew, then send that</source>
   <translation>File Meta Information của nó không cho biết nó là gì: hãy xuất lại rồi gửi bản đó</translation>
  </message>
  <message>
   <source>the certificate of {0} is not trusted: {1}</source>
   <translation>chứng chỉ của {0} không được tin cậy: {1}</translation>
  </message>
  <message>
   <source>{0} does not answer in TLS: check the port, or switch TLS off</source>
   <translation>{0} không trả lời bằng TLS: hãy kiểm tra cổng, hoặc tắt TLS</translation>
  </message>
  <message>
   <source>it cannot be sent ({0}); send it again</source>
   <translation>không gửi được nó ({0}); hãy gửi lại</translation>
  </message>
  <message>
   <source>the connection was lost before it could be sent; send it again</source>
   <translation>mất kết nối trước khi gửi được; hãy gửi lại</translation>
  </message>
  <message>
   <source>no reason given</source>
   <translation>không nêu lý do</translation>
  </message>
  <message>
   <source>a PACS needs a host name or address, found none that could be one</source>
   <translation>PACS cần tên máy hoặc địa chỉ, không nhận được thứ gì có thể là vậy</translation>
  </message>
  <message>
   <source>a port is a number from 1 to 65535, found {0}</source>
   <translation>cổng là một số từ 1 đến 65535, nhưng có {0}</translation>
  </message>
  <message>
   <source>a DICOMweb service has an address like https://pacs.example/dicom-web, found another kind</source>
   <translation>dịch vụ DICOMweb có địa chỉ kiểu https://pacs.example/dicom-web, nhưng có kiểu khác</translation>
  </message>
  <message>
   <source>a password would go over the network unencrypted: use an address with https</source>
   <translation>mật khẩu sẽ đi qua mạng không mã hóa: hãy dùng địa chỉ có https</translation>
  </message>
  <message>
   <source>user name, password and token are single lines, found something else</source>
   <translation>tên người dùng, mật khẩu và token là một dòng, nhưng có thứ khác</translation>
  </message>
  <message>
   <source>a token is of ASCII characters alone, found others: copy it again</source>
   <translation>token chỉ gồm ký tự ASCII, nhưng có ký tự khác: hãy sao chép lại</translation>
  </message>
  <message>
   <source>not a certificate in PEM form</source>
   <translation>không phải chứng chỉ dạng PEM</translation>
  </message>
  <message>
   <source>a certificate for TLS cannot be used: {0}</source>
   <translation>không dùng được một chứng chỉ cho TLS: {0}</translation>
  </message>
  <message>
   <source>an AE title is 1 to 16 letters and digits without accents, found something else</source>
   <translation>AE title gồm 1 đến 16 chữ cái và chữ số không dấu, nhưng có thứ khác</translation>
  </message>
  <message>
   <source>it does not know this name and password, or this token</source>
   <translation>nó không biết tên và mật khẩu này, hoặc token này</translation>
  </message>
  <message>
   <source>this name or token may not do that</source>
   <translation>tên hoặc token này không được phép làm việc đó</translation>
  </message>
  <message>
   <source>there is no DICOMweb service at this address</source>
   <translation>không có dịch vụ DICOMweb nào tại địa chỉ này</translation>
  </message>
  <message>
   <source>the server cannot understand the file</source>
   <translation>máy chủ không hiểu được tệp</translation>
  </message>
  <message>
   <source>the server refuses the file</source>
   <translation>máy chủ từ chối tệp</translation>
  </message>
  <message>
   <source>the file is too large for the server</source>
   <translation>tệp quá lớn đối với máy chủ</translation>
  </message>
  <message>
   <source>the server does not take such a file</source>
   <translation>máy chủ không nhận loại tệp này</translation>
  </message>
  <message>
   <source>the server has no room left</source>
   <translation>máy chủ hết chỗ</translation>
  </message>
  <message>
   <source>is not trusted: give the file of the authority that signed it</source>
   <translation>không được tin cậy: hãy đưa tệp của cơ quan đã ký nó</translation>
  </message>
  <message>
   <source>is for another address: check the address, or ask who runs the server</source>
   <translation>dành cho địa chỉ khác: hãy kiểm tra địa chỉ, hoặc hỏi người vận hành máy chủ</translation>
  </message>
  <message>
   <source>has expired: ask who runs the server for a new one</source>
   <translation>đã hết hạn: hãy xin người vận hành máy chủ chứng chỉ mới</translation>
  </message>
  <message>
   <source>the server did not store it (failure reason {0})</source>
   <translation>máy chủ đã không lưu nó (lý do thất bại {0})</translation>
  </message>
  <message>
   <source>the server does not say that it stored it: look there before sending again</source>
   <translation>máy chủ không nói là đã lưu: hãy xem ở đó trước khi gửi lại</translation>
  </message>
  <message>
   <source>the server took it with a warning ({0})</source>
   <translation>máy chủ đã nhận kèm cảnh báo ({0})</translation>
  </message>
  <message>
   <source>the certificate of {0} {1}</source>
   <translation>chứng chỉ của {0} {1}</translation>
  </message>
  <message>
   <source>{0} points to another address, where nothing is sent unasked: give the address itself</source>
   <translation>{0} dẫn tới địa chỉ khác, nơi không gửi gì khi chưa được yêu cầu: hãy nhập chính địa chỉ đó</translation>
  </message>
  <message>
   <source>{0} does not answer in time; check the address, or try again later</source>
   <translation>{0} không trả lời kịp; hãy kiểm tra địa chỉ, hoặc thử lại sau</translation>
  </message>
  <message>
   <source>{0} cannot be reached: check the address, and whether the server runs</source>
   <translation>không tới được {0}: hãy kiểm tra địa chỉ và máy chủ có đang chạy không</translation>
  </message>
  <message>
   <source>{0} gives an answer that is not DICOMweb: check the address</source>
   <translation>{0} trả lời không phải DICOMweb: hãy kiểm tra địa chỉ</translation>
  </message>
  <message>
   <source>the server answers with HTTP status {0}</source>
   <translation>máy chủ trả lời với trạng thái HTTP {0}</translation>
  </message>
  <message>
   <source>{0} refuses (HTTP status {1}): {2}</source>
   <translation>{0} từ chối (trạng thái HTTP {1}): {2}</translation>
  </message>
  <message>
   <source>{0} does not answer in TLS: check the address, or write http for https</source>
   <translation>{0} không trả lời bằng TLS: hãy kiểm tra địa chỉ, hoặc viết http thay cho https</translation>
  </message>
  <message>
   <source>Research use only - not for diagnosis</source>
   <translation>Chỉ dùng cho nghiên cứu - không dùng để chẩn đoán</translation>
  </message>
  <message>
   <source>a TIFF holds less than 4 GiB, found {0} bytes of pixels</source>
   <translation>TIFF chứa ít hơn 4 GiB, nhưng có {0} byte điểm ảnh</translation>
  </message>
  <message>
   <source>a picture is uint8 or uint16 of shape (H, W) or (H, W, 3), found {0} of shape {1}</source>
   <translation>một hình là uint8 hoặc uint16 dạng (H, W) hoặc (H, W, 3), nhưng có {0} dạng {1}</translation>
  </message>
  <message>
   <source>{0}: this is the image itself, which is never written to; choose another name</source>
   <translation>{0}: đây chính là ảnh, không bao giờ bị ghi vào; hãy chọn tên khác</translation>
  </message>
  <message>
   <source>expected at most {0} bytes of text, found {1}: leave some out</source>
   <translation>cần nhiều nhất {0} byte văn bản, nhưng có {1}: hãy bỏ bớt</translation>
  </message>
  <message>
   <source>expected at least {0} pixels to carry text, found fewer</source>
   <translation>cần ít nhất {0} điểm ảnh để mang văn bản, nhưng có ít hơn</translation>
  </message>
  <message>
   <source>it says {0} bytes, and there is room for {1}</source>
   <translation>nó nói {0} byte, mà chỉ có chỗ cho {1}</translation>
  </message>
  <message>
   <source>its checksum is another one; the picture was changed or compressed since</source>
   <translation>tổng kiểm của nó khác; hình đã bị thay đổi hoặc nén từ đó</translation>
  </message>
  <message>
   <source>red, green and blue</source>
   <translation>đỏ, lục và lam</translation>
  </message>
  <message>
   <source>expected a picture with the channel {0}, found {1}</source>
   <translation>cần một hình có kênh {0}, nhưng có {1}</translation>
  </message>
  <message>
   <source>it is not UTF-8</source>
   <translation>nó không phải UTF-8</translation>
  </message>
  <message>
   <source>A text was left out: it is longer than {0} MiB.</source>
   <translation>Một đoạn văn bản được bỏ qua: nó dài hơn {0} MiB.</translation>
  </message>
  <message>
   <source>The file breaks off, or never ends; text after that is not read.</source>
   <translation>Tệp bị đứt đoạn, hoặc không bao giờ kết thúc; văn bản sau đó không được đọc.</translation>
  </message>
  <message>
   <source>expected a keyword of 1 to 79 printable characters, found {0}</source>
   <translation>cần một keyword gồm 1 đến 79 ký tự in được, nhưng có {0}</translation>
  </message>
  <message>
   <source>A text was left out: it cannot be read.</source>
   <translation>Một đoạn văn bản được bỏ qua: không đọc được.</translation>
  </message>
  <message>
   <source>the compressed text breaks off</source>
   <translation>văn bản nén bị đứt đoạn</translation>
  </message>
  <message>
   <source>There is more text in the file; the first of it is read.</source>
   <translation>Trong tệp còn văn bản khác; phần đầu được đọc.</translation>
  </message>
  <message>
   <source>A text was left out: it is damaged, its checksum is another one.</source>
   <translation>Một đoạn văn bản được bỏ qua: nó bị hỏng, tổng kiểm khác.</translation>
  </message>
  <message>
   <source>Unlike the images of the model: score {0}, limit {1} (provisional)</source>
   <translation>Không giống ảnh của mô hình: điểm {0}, giới hạn {1} (tạm thời)</translation>
  </message>
  <message>
   <source>{0} (imported, not verified)</source>
   <translation>{0} (được nhập, chưa kiểm chứng)</translation>
  </message>
  <message>
   <source>Input SOP Instance UID</source>
   <translation>SOP Instance UID của ảnh đầu vào</translation>
  </message>
  <message>
   <source>Input pixel SHA-256</source>
   <translation>SHA-256 của điểm ảnh đầu vào</translation>
  </message>
  <message>
   <source>{0} {1} to {2}, standard deviation {3}</source>
   <translation>{0} {1} đến {2}, độ lệch chuẩn {3}</translation>
  </message>
  <message>
   <source>Range of {0} answers, no confidence interval</source>
   <translation>Khoảng của {0} câu trả lời, không có khoảng tin cậy</translation>
  </message>
  <message>
   <source>The model was imported without a card of its own: not verified</source>
   <translation>Mô hình được nhập không kèm thẻ mô hình: chưa kiểm chứng</translation>
  </message>
  <message>
   <source>{0}, {1} parameters, input {2}</source>
   <translation>{0}, {1} tham số, đầu vào {2}</translation>
  </message>
  <message>
   <source>Calibrated on {0} images of {1} patients, temperature {2}; Brier score {3} ({4} to {5}), chance {6}. What the table says is of the network's own scores before that; there the largest decides.</source>
   <translation>Hiệu chỉnh trên {0} ảnh của {1} bệnh nhân, nhiệt độ {2}; điểm Brier {3} ({4} đến {5}), ngẫu nhiên {6}. Những gì bảng nêu là điểm riêng của mạng trước đó; ở đó điểm lớn nhất quyết định.</translation>
  </message>
  <message>
   <source>The probabilities are the network's own: it was not calibrated.</source>
   <translation>Các xác suất là của riêng mạng: nó chưa được hiệu chỉnh.</translation>
  </message>
  <message>
   <source>{0}: expected a name that ends in .html, found another one</source>
   <translation>{0}: cần một tên kết thúc bằng .html, nhưng có tên khác</translation>
  </message>
  <message>
   <source>The image lies further off the images this model was made with than most of its own do: score {0}, provisional threshold {1}.</source>
   <translation>Ảnh nằm xa các ảnh tạo nên mô hình này hơn đa số ảnh của chính nó: điểm {0}, ngưỡng tạm thời {1}.</translation>
  </message>
  <message>
   <source>The model was imported without a card of its own and is not verified; do not rely on its answers.</source>
   <translation>Mô hình được nhập không kèm thẻ mô hình và chưa được kiểm chứng; đừng dựa vào câu trả lời của nó.</translation>
  </message>
  <message>
   <source>{0}: expected a name that ends in {1}, found another one</source>
   <translation>{0}: cần một tên kết thúc bằng {1}, nhưng có tên khác</translation>
  </message>
  <message>
   <source>the XMP packet is longer than 1 MiB</source>
   <translation>gói XMP dài hơn 1 MiB</translation>
  </message>
  <message>
   <source>the XMP packet declares a document type</source>
   <translation>gói XMP khai báo một kiểu tài liệu</translation>
  </message>
  <message>
   <source>the XMP packet is not XML</source>
   <translation>gói XMP không phải XML</translation>
  </message>
  <message>
   <source>the XMP packet is nested too deeply</source>
   <translation>gói XMP lồng quá sâu</translation>
  </message>
  <message>
   <source>the XMP packet has too many properties</source>
   <translation>gói XMP có quá nhiều thuộc tính</translation>
  </message>
  <message>
   <source>expected labels, patients and rows of {0} probabilities for the same images, found {1}, {2} and an array of {3}</source>
   <translation>cần nhãn, bệnh nhân và các hàng gồm {0} xác suất cho cùng các ảnh, nhưng có {1}, {2} và một mảng {3}</translation>
  </message>
  <message>
   <source>expected labels from 0 to {0}, found {1} to {2}</source>
   <translation>cần nhãn từ 0 đến {0}, nhưng có {1} đến {2}</translation>
  </message>
  <message>
   <source>expected probabilities from 0 to 1, found other numbers</source>
   <translation>cần xác suất từ 0 đến 1, nhưng có số khác</translation>
  </message>
  <message>
   <source>expected at least two readers, found {0}</source>
   <translation>cần ít nhất hai người đọc, nhưng có {0}</translation>
  </message>
  <message>
   <source>expected labels of the same images, at least one, found {0} and {1}</source>
   <translation>cần nhãn của cùng các ảnh, ít nhất một, nhưng có {0} và {1}</translation>
  </message>
  <message>
   <source>expected the name of a reader, found an empty one</source>
   <translation>cần tên của một người đọc, nhưng có tên trống</translation>
  </message>
  <message>
   <source>expected a model file, found none</source>
   <translation>cần một tệp mô hình, không tìm thấy</translation>
  </message>
  <message>
   <source>expected the file its card describes (SHA-256 {0}...), found other bytes ({1}...); it was changed or replaced, so fetch the model again</source>
   <translation>cần tệp mà thẻ mô hình mô tả (SHA-256 {0}...), nhưng có byte khác ({1}...); nó đã bị thay đổi hoặc thay thế, nên hãy tải lại mô hình</translation>
  </message>
  <message>
   <source>expected a model file of at most {0} bytes, found {1}</source>
   <translation>cần một tệp mô hình nhiều nhất {0} byte, nhưng có {1}</translation>
  </message>
  <message>
   <source>expected {0} in the archive, found a damaged one; fetch the model again</source>
   <translation>cần {0} trong tệp nén, nhưng có bản hỏng; hãy tải lại mô hình</translation>
  </message>
  <message>
   <source>expected a .keras archive, found something else</source>
   <translation>cần một tệp nén .keras, nhưng có thứ khác</translation>
  </message>
  <message>
   <source>expected an archive of {0} members, found {1}</source>
   <translation>cần một tệp nén gồm {0} thành phần, nhưng có {1}</translation>
  </message>
  <message>
   <source>expected the members {0}, found others</source>
   <translation>cần các thành phần {0}, nhưng có thành phần khác</translation>
  </message>
  <message>
   <source>expected the {0} numbers that the card declares, found {1}</source>
   <translation>cần {0} số mà thẻ mô hình khai báo, nhưng có {1}</translation>
  </message>
  <message>
   <source>expected a .keras file, found a damaged one; fetch the model again</source>
   <translation>cần một tệp .keras, nhưng có tệp hỏng; hãy tải lại mô hình</translation>
  </message>
  <message>
   <source>expected uncompressed members, found {0} compressed</source>
   <translation>cần các thành phần không nén, nhưng có {0} bị nén</translation>
  </message>
  <message>
   <source>expected members compressed at most {0} to 1, found {1}, which would inflate to {2} bytes</source>
   <translation>cần các thành phần nén nhiều nhất {0} trên 1, nhưng có {1}, sẽ phình ra thành {2} byte</translation>
  </message>
  <message>
   <source>expected at most {0} bytes of {1}, found more</source>
   <translation>cần nhiều nhất {0} byte {1}, nhưng có nhiều hơn</translation>
  </message>
  <message>
   <source>expected a name of 1 to 64 lower-case letters, digits, - and _, found {0}</source>
   <translation>cần một tên gồm 1 đến 64 chữ thường, chữ số, - và _, nhưng có {0}</translation>
  </message>
  <message>
   <source>expected a model card of version {0} or before, found none; it may be of a newer CXR-12</source>
   <translation>cần một thẻ mô hình phiên bản {0} trở về trước, không tìm thấy; nó có thể của CXR-12 mới hơn</translation>
  </message>
  <message>
   <source>expected a model card beside the model, found none</source>
   <translation>cần một thẻ mô hình bên cạnh mô hình, không tìm thấy</translation>
  </message>
  <message>
   <source>expected a known head and activation, found {0} and {1}</source>
   <translation>cần một phần đầu và hàm kích hoạt đã biết, nhưng có {0} và {1}</translation>
  </message>
  <message>
   <source>expected at least two classes with different names, found {0}</source>
   <translation>cần ít nhất hai lớp có tên khác nhau, nhưng có {0}</translation>
  </message>
  <message>
   <source>expected 1 or 3 channels of input, found {0}</source>
   <translation>cần 1 hoặc 3 kênh đầu vào, nhưng có {0}</translation>
  </message>
  <message>
   <source>expected at most {0} learned windows, on one channel of input, found {1} on {2}</source>
   <translation>cần nhiều nhất {0} cửa sổ học được, trên một kênh đầu vào, nhưng có {1} trên {2}</translation>
  </message>
  <message>
   <source>expected learned windows with a centre and a width above 0, found other numbers</source>
   <translation>cần các cửa sổ học được có trung tâm và độ rộng trên 0, nhưng có số khác</translation>
  </message>
  <message>
   <source>expected {0} golden probabilities and as many thresholds or none, one for each class, found {1} and {2}</source>
   <translation>cần {0} xác suất chuẩn và bấy nhiêu ngưỡng hoặc không có ngưỡng, mỗi lớp một cái, nhưng có {1} và {2}</translation>
  </message>
  <message>
   <source>expected golden probabilities and thresholds from 0 to 1, found other numbers</source>
   <translation>cần xác suất chuẩn và ngưỡng từ 0 đến 1, nhưng có số khác</translation>
  </message>
  <message>
   <source>expected a seed, a count of parameters and a SHA-256 sum, found something else</source>
   <translation>cần một seed, một số tham số và một tổng SHA-256, nhưng có thứ khác</translation>
  </message>
  <message>
   <source>expected at most {0} bytes, found more</source>
   <translation>cần nhiều nhất {0} byte, nhưng có nhiều hơn</translation>
  </message>
  <message>
   <source>expected a model card beside the model, found {0}</source>
   <translation>cần một thẻ mô hình bên cạnh mô hình, nhưng có {0}</translation>
  </message>
  <message>
   <source>expected a precision out of {0}, found {1}</source>
   <translation>cần một độ chính xác số trong {0}, nhưng có {1}</translation>
  </message>
  <message>
   <source>expected inputs of shape {0}, found {1}</source>
   <translation>cần đầu vào dạng {0}, nhưng có {1}</translation>
  </message>
  <message>
   <source>expected a model with a card, found none</source>
   <translation>cần một mô hình có thẻ, không tìm thấy</translation>
  </message>
  <message>
   <source>it is not installed</source>
   <translation>nó chưa được cài đặt</translation>
  </message>
  <message>
   <source>{0} is for OpenVINO alone</source>
   <translation>{0} chỉ dành cho OpenVINO</translation>
  </message>
  <message>
   <source>a network that CXR-12 has</source>
   <translation>một mạng mà CXR-12 có</translation>
  </message>
  <message>
   <source>expected weights of one network, found that they fit several ({0}); name one</source>
   <translation>cần trọng số của một mạng, nhưng chúng vừa với nhiều mạng ({0}); hãy nêu tên một mạng</translation>
  </message>
  <message>
   <source>expected finite weights, found NaN or infinity; the training went astray</source>
   <translation>cần trọng số hữu hạn, nhưng có NaN hoặc vô cực; việc huấn luyện đã hỏng</translation>
  </message>
  <message>
   <source>expected a network, found weights alone; say the input size and softmax or sigmoid, and if you know it the architecture</source>
   <translation>cần một mạng, nhưng chỉ có trọng số; hãy nêu kích thước đầu vào và softmax hay sigmoid, và kiến trúc nếu biết</translation>
  </message>
  <message>
   <source>expected the weights of {0} at {1} x {2} with {3} classes, found arrays of other shapes; give another architecture or input size</source>
   <translation>cần trọng số của {0} ở {1} x {2} với {3} lớp, nhưng có mảng dạng khác; hãy cho kiến trúc hoặc kích thước đầu vào khác</translation>
  </message>
  <message>
   <source>expected the file that was looked at, found another in its place; try again</source>
   <translation>cần tệp đã được xem, nhưng có tệp khác ở chỗ đó; hãy thử lại</translation>
  </message>
  <message>
   <source>expected an engine out of {0}, found {1}</source>
   <translation>cần một bộ tính trong {0}, nhưng có {1}</translation>
  </message>
  <message>
   <source>the model {0} was closed</source>
   <translation>mô hình {0} đã được đóng</translation>
  </message>
  <message>
   <source>the process that holds the model {0} ended by itself, twice; nothing else is lost: close other programs if memory is short, then ask again</source>
   <translation>tiến trình giữ mô hình {0} đã tự kết thúc, hai lần; ngoài ra không mất gì: hãy đóng chương trình khác nếu thiếu bộ nhớ, rồi hỏi lại</translation>
  </message>
  <message>
   <source>it was cancelled</source>
   <translation>nó đã bị hủy</translation>
  </message>
  <message>
   <source>expected an answer within {0} s, found none; do not use this file</source>
   <translation>cần câu trả lời trong {0} s, không nhận được; đừng dùng tệp này</translation>
  </message>
  <message>
   <source>expected a file that can be read in the memory allowed for it, found one that ended the process which read it; do not use it</source>
   <translation>cần một tệp đọc được trong bộ nhớ cho phép, nhưng có tệp làm tiến trình đọc nó kết thúc; đừng dùng nó</translation>
  </message>
  <message>
   <source>cancelled; nothing was changed</source>
   <translation>đã hủy; không có gì bị thay đổi</translation>
  </message>
  <message>
   <source>a Python pickle, which could run code</source>
   <translation>một Python pickle, có thể chạy mã</translation>
  </message>
  <message>
   <source>an empty file</source>
   <translation>một tệp rỗng</translation>
  </message>
  <message>
   <source>expected a model file, found none; choose a .keras, .h5 or .hdf5 file</source>
   <translation>cần một tệp mô hình, không tìm thấy; hãy chọn tệp .keras, .h5 hoặc .hdf5</translation>
  </message>
  <message>
   <source>expected a configuration in {0}, found none; the file is damaged</source>
   <translation>cần một cấu hình trong {0}, không tìm thấy; tệp bị hỏng</translation>
  </message>
  <message>
   <source>expected weights, found none; they were not saved in this file</source>
   <translation>cần trọng số, không tìm thấy; chúng không được lưu trong tệp này</translation>
  </message>
  <message>
   <source>expected a file that can be looked at in a little memory, found one that asks for more; do not use it</source>
   <translation>cần một tệp xem được bằng ít bộ nhớ, nhưng có tệp đòi nhiều hơn; đừng dùng nó</translation>
  </message>
  <message>
   <source>expected a Keras file, found a damaged one; fetch the model again</source>
   <translation>cần một tệp Keras, nhưng có tệp hỏng; hãy tải lại mô hình</translation>
  </message>
  <message>
   <source>expected a Keras file (.keras, .h5 or .hdf5), found {0}</source>
   <translation>cần một tệp Keras (.keras, .h5 hoặc .hdf5), nhưng có {0}</translation>
  </message>
  <message>
   <source>expected a file name ending in {0}</source>
   <translation>cần một tên tệp kết thúc bằng {0}</translation>
  </message>
  <message>
   <source>expected the packages that write and check this format, found no {0}; install cxr12[{1}]</source>
   <translation>cần các gói ghi và kiểm tra định dạng này, không tìm thấy {0}; hãy cài đặt cxr12[{1}]</translation>
  </message>
  <message>
   <source>expected a folder that can be written, found {0}</source>
   <translation>cần một thư mục ghi được, nhưng có {0}</translation>
  </message>
  <message>
   <source>that it cannot</source>
   <translation>rằng không thể</translation>
  </message>
  <message>
   <source>expected the same probabilities after export to within {0}, found a difference of {1}; the file was not kept</source>
   <translation>cần cùng xác suất sau khi xuất trong phạm vi {0}, nhưng có chênh lệch {1}; tệp không được giữ</translation>
  </message>
  <message>
   <source>expected a network that ends in a dense layer, found another</source>
   <translation>cần một mạng kết thúc bằng tầng dense, nhưng có mạng khác</translation>
  </message>
  <message>
   <source>expected the configuration of a layer, found something else</source>
   <translation>cần cấu hình của một tầng, nhưng có thứ khác</translation>
  </message>
  <message>
   <source>expected each layer to be used once, found {0} used more often</source>
   <translation>cần mỗi tầng được dùng một lần, nhưng {0} được dùng nhiều lần</translation>
  </message>
  <message>
   <source>expected no further arguments of {0}, found {1}</source>
   <translation>cần {0} không có tham số nào khác, nhưng có {1}</translation>
  </message>
  <message>
   <source>expected to be told what comes before {0}, found something else</source>
   <translation>cần biết cái gì đứng trước {0}, nhưng có thứ khác</translation>
  </message>
  <message>
   <source>expected one of {0}, found {1}</source>
   <translation>cần một trong {0}, nhưng có {1}</translation>
  </message>
  <message>
   <source>expected a network for images with 1 or 3 channels, found an input shape of {0}</source>
   <translation>cần một mạng cho ảnh có 1 hoặc 3 kênh, nhưng có dạng đầu vào {0}</translation>
  </message>
  <message>
   <source>expected an input size, found a network that takes any; say the size it was trained with</source>
   <translation>cần một kích thước đầu vào, nhưng mạng nhận kích thước bất kỳ; hãy nêu kích thước mà nó được huấn luyện</translation>
  </message>
  <message>
   <source>expected an input of {0} to {1} pixels, found {2}</source>
   <translation>cần đầu vào từ {0} đến {1} điểm ảnh, nhưng có {2}</translation>
  </message>
  <message>
   <source>expected channels last, found {0}</source>
   <translation>cần kênh ở cuối, nhưng có {0}</translation>
  </message>
  <message>
   <source>expected plain weights, found renormalised, quantised or adapted ones</source>
   <translation>cần trọng số thường, nhưng có trọng số được chuẩn hóa lại, lượng tử hóa hoặc thích ứng</translation>
  </message>
  <message>
   <source>expected floating-point numbers, found {0}</source>
   <translation>cần số dấu phẩy động, nhưng có {0}</translation>
  </message>
  <message>
   <source>expected an answer that comes from the image, found one that does not</source>
   <translation>cần câu trả lời xuất phát từ ảnh, nhưng có câu trả lời không như vậy</translation>
  </message>
  <message>
   <source>expected a network that ends in a dense layer, found {0}</source>
   <translation>cần một mạng kết thúc bằng tầng dense, nhưng có {0}</translation>
  </message>
  <message>
   <source>expected an answer by softmax or sigmoid, found {0}; it gives no probabilities</source>
   <translation>cần câu trả lời bằng softmax hoặc sigmoid, nhưng có {0}; nó không cho xác suất</translation>
  </message>
  <message>
   <source>expected at least two classes, found one by softmax, which is always certain</source>
   <translation>cần ít nhất hai lớp, nhưng có một lớp bằng softmax, vốn luôn chắc chắn</translation>
  </message>
  <message>
   <source>expected networks nested at most {0} deep, found more</source>
   <translation>cần các mạng lồng nhau sâu nhất {0}, nhưng có sâu hơn</translation>
  </message>
  <message>
   <source>expected a network with layers, found none</source>
   <translation>cần một mạng có tầng, không tìm thấy</translation>
  </message>
  <message>
   <source>expected a layer to end with, found no {0}</source>
   <translation>cần một tầng để kết thúc, không tìm thấy {0}</translation>
  </message>
  <message>
   <source>expected a network with one input, found several</source>
   <translation>cần một mạng có một đầu vào, nhưng có nhiều</translation>
  </message>
  <message>
   <source>expected a layer before {0}, found none</source>
   <translation>cần một tầng trước {0}, không tìm thấy</translation>
  </message>
  <message>
   <source>expected a layer that CXR-12 knows, found {0}</source>
   <translation>cần một tầng mà CXR-12 biết, nhưng có {0}</translation>
  </message>
  <message>
   <source>expected another number of inputs of {0}, found {1}</source>
   <translation>cần số đầu vào khác của {0}, nhưng có {1}</translation>
  </message>
  <message>
   <source>expected at most {0} layers, found more</source>
   <translation>cần nhiều nhất {0} tầng, nhưng có nhiều hơn</translation>
  </message>
  <message>
   <source>expected layers one after the other, found some that wait for each other</source>
   <translation>cần các tầng nối tiếp nhau, nhưng có tầng đợi lẫn nhau</translation>
  </message>
  <message>
   <source>expected an inner network for the shape {0}, found one for {1}</source>
   <translation>cần một mạng trong cho dạng {0}, nhưng có mạng cho {1}</translation>
  </message>
  <message>
   <source>expected inner networks with one input, found several at {0}</source>
   <translation>cần các mạng trong có một đầu vào, nhưng có nhiều ở {0}</translation>
  </message>
  <message>
   <source>expected a configuration of at most {0} bytes, found {1}</source>
   <translation>cần một cấu hình nhiều nhất {0} byte, nhưng có {1}</translation>
  </message>
  <message>
   <source>expected a configuration nested at most {0} deep, found a deeper one</source>
   <translation>cần một cấu hình lồng sâu nhất {0}, nhưng có cấu hình sâu hơn</translation>
  </message>
  <message>
   <source>expected the configuration of a network, found something else</source>
   <translation>cần cấu hình của một mạng, nhưng có thứ khác</translation>
  </message>
  <message>
   <source>expected layers that are data, found {0}, which contains code; it is not run, so save the network without it</source>
   <translation>cần các tầng là dữ liệu, nhưng có {0}, chứa mã; mã đó không được chạy, nên hãy lưu mạng không có nó</translation>
  </message>
  <message>
   <source>expected layers that CXR-12 knows, found {0}; train the network anew with one of its own</source>
   <translation>cần các tầng mà CXR-12 biết, nhưng có {0}; hãy huấn luyện lại mạng bằng một kiến trúc của chương trình</translation>
  </message>
  <message>
   <source>expected a configuration in JSON, found something else; the file is damaged</source>
   <translation>cần cấu hình dạng JSON, nhưng có thứ khác; tệp bị hỏng</translation>
  </message>
  <message>
   <source>expected a number, found {0}</source>
   <translation>cần một số, nhưng có {0}</translation>
  </message>
  <message>
   <source>expected true or false, found {0}</source>
   <translation>cần true hoặc false, nhưng có {0}</translation>
  </message>
  <message>
   <source>expected two pairs of numbers, found {0}</source>
   <translation>cần hai cặp số, nhưng có {0}</translation>
  </message>
  <message>
   <source>expected an activation that CXR-12 knows, found {0}</source>
   <translation>cần một hàm kích hoạt mà CXR-12 biết, nhưng có {0}</translation>
  </message>
  <message>
   <source>expected the last axis, found {0}</source>
   <translation>cần trục cuối, nhưng có {0}</translation>
  </message>
  <message>
   <source>expected one to three lengths, found {0}</source>
   <translation>cần một đến ba chiều dài, nhưng có {0}</translation>
  </message>
  <message>
   <source>expected an image as its input, found the shape {0}</source>
   <translation>cần đầu vào là một ảnh, nhưng có dạng {0}</translation>
  </message>
  <message>
   <source>expected an input of at least {0} pixels, found {1}</source>
   <translation>cần đầu vào ít nhất {0} điểm ảnh, nhưng có {1}</translation>
  </message>
  <message>
   <source>expected {0} equal groups of channels, found {1} channels, {2} filters</source>
   <translation>cần {0} nhóm kênh bằng nhau, nhưng có {1} kênh, {2} bộ lọc</translation>
  </message>
  <message>
   <source>expected a shape of {0} numbers, found {1}</source>
   <translation>cần một dạng gồm {0} số, nhưng có {1}</translation>
  </message>
  <message>
   <source>expected less cropped than the {0} x {1} pixels there are, found more</source>
   <translation>cần cắt ít hơn {0} x {1} điểm ảnh hiện có, nhưng có nhiều hơn</translation>
  </message>
  <message>
   <source>expected inputs of one shape, found {0}</source>
   <translation>cần các đầu vào cùng dạng, nhưng có {0}</translation>
  </message>
  <message>
   <source>expected inputs of one height and width, found {0}</source>
   <translation>cần các đầu vào cùng chiều cao và chiều rộng, nhưng có {0}</translation>
  </message>
  <message>
   <source>expected at most {0} numbers from one layer, found {1}</source>
   <translation>cần nhiều nhất {0} số từ một tầng, nhưng có {1}</translation>
  </message>
  <message>
   <source>expected a whole number from {0} to {1}, found {2}</source>
   <translation>cần một số nguyên từ {0} đến {1}, nhưng có {2}</translation>
  </message>
  <message>
   <source>expected two numbers, found {0}</source>
   <translation>cần hai số, nhưng có {0}</translation>
  </message>
  <message>
   <source>expected {0}, found none</source>
   <translation>cần {0}, không tìm thấy</translation>
  </message>
  <message>
   <source>expected groups and arrays, found another kind of object</source>
   <translation>cần các nhóm và mảng, nhưng có loại đối tượng khác</translation>
  </message>
  <message>
   <source>expected arrays of floating-point numbers, found one of {0}</source>
   <translation>cần các mảng số dấu phẩy động, nhưng có mảng {0}</translation>
  </message>
  <message>
   <source>expected plain arrays, found one stored elsewhere, in chunks or compressed</source>
   <translation>cần các mảng thường, nhưng có mảng lưu ở chỗ khác, theo khúc hoặc bị nén</translation>
  </message>
  <message>
   <source>expected {0} to be text of at most {1} bytes, found something else</source>
   <translation>cần {0} là văn bản nhiều nhất {1} byte, nhưng có thứ khác</translation>
  </message>
  <message>
   <source>expected {0} to be a list of names, found something else</source>
   <translation>cần {0} là một danh sách tên, nhưng có thứ khác</translation>
  </message>
  <message>
   <source>expected a tree of weights, found one too large or too deep</source>
   <translation>cần một cây trọng số, nhưng có cây quá lớn hoặc quá sâu</translation>
  </message>
  <message>
   <source>expected weights inside the file, found a link</source>
   <translation>cần trọng số nằm trong tệp, nhưng có một liên kết</translation>
  </message>
  <message>
   <source>expected no more weights than the file has bytes, found larger arrays declared</source>
   <translation>cần trọng số không nhiều hơn số byte của tệp, nhưng có khai báo mảng lớn hơn</translation>
  </message>
  <message>
   <source>expected at most {0} weights in one layer, found {1}; choose a smaller input size or the average head</source>
   <translation>cần nhiều nhất {0} trọng số trong một tầng, nhưng có {1}; hãy chọn kích thước đầu vào nhỏ hơn hoặc phần đầu average</translation>
  </message>
  <message>
   <source>Imported without a card: what it was trained on, and how well it does, is not known.</source>
   <translation>Được nhập không kèm thẻ mô hình: không biết nó được huấn luyện trên gì, và làm tốt đến đâu.</translation>
  </message>
  <message>
   <source>Classes and preparation of the images are what the person who imported it said.</source>
   <translation>Các lớp và cách chuẩn bị ảnh là theo lời người đã nhập nó.</translation>
  </message>
  <message>
   <source>expected a preset out of {0}, found {1}</source>
   <translation>cần một preset trong {0}, nhưng có {1}</translation>
  </message>
  <message>
   <source>, since it has one output: the probability of the second</source>
   <translation>, vì nó có một đầu ra: xác suất của lớp thứ hai</translation>
  </message>
  <message>
   <source>expected {0} class names in the order of its outputs{1}, found {2}</source>
   <translation>cần {0} tên lớp theo thứ tự đầu ra của nó{1}, nhưng có {2}</translation>
  </message>
  <message>
   <source>expected at least two class names, all different, found others</source>
   <translation>cần ít nhất hai tên lớp, đều khác nhau, nhưng có tên khác</translation>
  </message>
  <message>
   <source>The file held weights alone: that they belong to this network is known by their shapes only.</source>
   <translation>Tệp chỉ chứa trọng số: việc chúng thuộc về mạng này chỉ được biết qua dạng của chúng.</translation>
  </message>
  <message>
   <source>It has one output, the probability of {0}; the other is one minus that.</source>
   <translation>Nó có một đầu ra, xác suất của {0}; xác suất kia là một trừ đi nó.</translation>
  </message>
  <message>
   <source>Research use only. Imported, not verified.</source>
   <translation>Chỉ dùng cho nghiên cứu. Được nhập, chưa kiểm chứng.</translation>
  </message>
  <message>
   <source>expected Keras on TensorFlow, found {0}</source>
   <translation>cần Keras trên TensorFlow, nhưng có {0}</translation>
  </message>
  <message>
   <source>expected a kept IR of the model {0}, found {1}</source>
   <translation>cần một IR đã giữ của mô hình {0}, nhưng có {1}</translation>
  </message>
  <message>
   <source>that of another model, or of another OpenVINO</source>
   <translation>của mô hình khác, hoặc của OpenVINO khác</translation>
  </message>
  <message>
   <source>expected a folder for IRs in the cache, found: {0}</source>
   <translation>cần một thư mục cho IR trong vùng đệm, nhưng: {0}</translation>
  </message>
  <message>
   <source>OpenVINO cannot take it ({0})</source>
   <translation>OpenVINO không nhận được nó ({0})</translation>
  </message>
  <message>
   <source>expected an IR of the network to be made and kept, found: {0}</source>
   <translation>cần tạo và giữ được một IR của mạng, nhưng: {0}</translation>
  </message>
  <message>
   <source>none that can be read</source>
   <translation>không cái nào đọc được</translation>
  </message>
  <message>
   <source>expected an IR that can be replaced, found: {0}</source>
   <translation>cần một IR có thể thay thế, nhưng: {0}</translation>
  </message>
  <message>
   <source> (this processor has no bfloat16)</source>
   <translation> (bộ xử lý này không có bfloat16)</translation>
  </message>
  <message>
   <source>expected the file its card describes, found other bytes (SHA-256 differs)</source>
   <translation>cần tệp mà thẻ của nó mô tả, nhưng có byte khác (SHA-256 khác)</translation>
  </message>
  <message>
   <source>expected the golden prediction of its card from OpenVINO, found it off by {0}</source>
   <translation>cần dự đoán chuẩn của thẻ mô hình từ OpenVINO, nhưng nó lệch {0}</translation>
  </message>
  <message>
   <source>OpenVINO could not load its IR ({0})</source>
   <translation>OpenVINO không nạp được IR của nó ({0})</translation>
  </message>
  <message>
   <source>expected a model file, found {0}</source>
   <translation>cần một tệp mô hình, nhưng có {0}</translation>
  </message>
  <message>
   <source>expected no more weights than its layers have, found {0} numbers more</source>
   <translation>cần trọng số không nhiều hơn các tầng của nó có, nhưng thừa {0} số</translation>
  </message>
  <message>
   <source>expected no more weights than its layers have, found more in {0}</source>
   <translation>cần trọng số không nhiều hơn các tầng của nó có, nhưng có thừa trong {0}</translation>
  </message>
  <message>
   <source>expected weights for each layer, found no {0} of {1}</source>
   <translation>cần trọng số cho mỗi tầng, không tìm thấy {0} của {1}</translation>
  </message>
  <message>
   <source>expected a list of the weights of {0}, found none; the file is damaged</source>
   <translation>cần danh sách trọng số của {0}, không tìm thấy; tệp bị hỏng</translation>
  </message>
  <message>
   <source>expected the {0} of {1} to have the shape {2}, found {3}</source>
   <translation>cần {0} của {1} có dạng {2}, nhưng có {3}</translation>
  </message>
  <message>
   <source>expected a head out of {0}, found {1}</source>
   <translation>cần một phần đầu trong {0}, nhưng có {1}</translation>
  </message>
  <message>
   <source>expected an activation out of {0}, found {1}</source>
   <translation>cần một hàm kích hoạt trong {0}, nhưng có {1}</translation>
  </message>
  <message>
   <source>expected at least two classes, found {0}</source>
   <translation>cần ít nhất hai lớp, nhưng có {0}</translation>
  </message>
  <message>
   <source>expected an input shape of at least {0} x {1} pixels and 1 or 3 channels for {2}, found {3}</source>
   <translation>cần dạng đầu vào ít nhất {0} x {1} điểm ảnh và 1 hoặc 3 kênh cho {2}, nhưng có {3}</translation>
  </message>
  <message>
   <source>expected 0 to {0} learned windows, on one channel of input, found {1} on {2}</source>
   <translation>cần 0 đến {0} cửa sổ học được, trên một kênh đầu vào, nhưng có {1} trên {2}</translation>
  </message>
  <message>
   <source>expected the {0} parameters that the card declares, found that {1} {2} at {3} x {4} with {5} classes has {6}</source>
   <translation>cần {0} tham số mà thẻ mô hình khai báo, nhưng {1} {2} ở {3} x {4} với {5} lớp có {6}</translation>
  </message>
  <message>
   <source>expected the network of its card, {0} to {1} classes by {2}, found {3} to {4} by {5}; model and card do not belong together</source>
   <translation>cần mạng của thẻ mô hình, {0} tới {1} lớp bằng {2}, nhưng có {3} tới {4} bằng {5}; mô hình và thẻ không thuộc về nhau</translation>
  </message>
  <message>
   <source>expected a file name ending in {0}, found {1}</source>
   <translation>cần một tên tệp kết thúc bằng {0}, nhưng có {1}</translation>
  </message>
  <message>
   <source>expected the learned windows of its card, {0}, found {1}; model and card do not belong together</source>
   <translation>cần các cửa sổ học được của thẻ mô hình, {0}, nhưng có {1}; mô hình và thẻ không thuộc về nhau</translation>
  </message>
  <message>
   <source>expected the golden prediction of its card to within {0}, found a difference of {1}; model and card do not belong together</source>
   <translation>cần dự đoán chuẩn của thẻ mô hình trong phạm vi {0}, nhưng có chênh lệch {1}; mô hình và thẻ không thuộc về nhau</translation>
  </message>
  <message>
   <source>expected the weights of {0}, found arrays of other shapes</source>
   <translation>cần trọng số của {0}, nhưng có mảng dạng khác</translation>
  </message>
  <message>
   <source>expected at most {0} bytes of weights for an ONNX file, found {1}</source>
   <translation>cần nhiều nhất {0} byte trọng số cho một tệp ONNX, nhưng có {1}</translation>
  </message>
  <message>
   <source>expected layers that ONNX can be written for, found {0}</source>
   <translation>cần các tầng ghi được sang ONNX, nhưng có {0}</translation>
  </message>
  <message>
   <source>expected images or vectors from layer to layer, found {0} at {1}</source>
   <translation>cần ảnh hoặc vectơ từ tầng này sang tầng kia, nhưng có {0} ở {1}</translation>
  </message>
  <message>
   <source>expected an activation that ONNX has, found {0}</source>
   <translation>cần một hàm kích hoạt mà ONNX có, nhưng có {0}</translation>
  </message>
  <message>
   <source>expected an architecture out of {0}, found {1}</source>
   <translation>cần một kiến trúc trong {0}, nhưng có {1}</translation>
  </message>
  <message>
   <source>expected a variant of {0} out of {1}, found {2}</source>
   <translation>cần một biến thể của {0} trong {1}, nhưng có {2}</translation>
  </message>
  <message>
   <source>Keras {0} / {1} {2}, float32</source>
   <translation>Keras {0} / {1} {2}, float32</translation>
  </message>
  <message>
   <source>expected finite numbers as network input, found others</source>
   <translation>cần số hữu hạn làm đầu vào mạng, nhưng có số khác</translation>
  </message>
  <message>
   <source>expected finite probabilities, found others; do not use it</source>
   <translation>cần xác suất hữu hạn, nhưng có số khác; đừng dùng nó</translation>
  </message>
  <message>
   <source>expected a shelf that can be written, found {0}</source>
   <translation>cần một kho mô hình ghi được, nhưng có {0}</translation>
  </message>
  <message>
   <source>expected the name of a model on the shelf ({0}), found no such model</source>
   <translation>cần tên của một mô hình trong kho ({0}), không có mô hình nào như vậy</translation>
  </message>
  <message>
   <source>expected one of your own models, found one that ships with CXR-12; export it to have a copy</source>
   <translation>cần một mô hình của riêng bạn, nhưng có mô hình đi kèm CXR-12; hãy xuất nó để có một bản sao</translation>
  </message>
  <message>
   <source>{0}: expected the card of {1}, found that of {2}</source>
   <translation>{0}: cần thẻ của {1}, nhưng có thẻ của {2}</translation>
  </message>
  <message>
   <source>{0}: expected the model beside its card, found no such file</source>
   <translation>{0}: cần mô hình bên cạnh thẻ của nó, không có tệp như vậy</translation>
  </message>
  <message>
   <source>expected a file beside the model, found another place</source>
   <translation>cần một tệp bên cạnh mô hình, nhưng có chỗ khác</translation>
  </message>
  <message>
   <source>expected a new name, found a model of this name; choose another</source>
   <translation>cần một tên mới, nhưng đã có mô hình tên này; hãy chọn tên khác</translation>
  </message>
  <message>
   <source>expected the file that the card names, found {0}</source>
   <translation>cần tệp mà thẻ mô hình nêu, nhưng có {0}</translation>
  </message>
  <message>
   <source>expected a model to copy, found {0}</source>
   <translation>cần một mô hình để sao chép, nhưng có {0}</translation>
  </message>
  <message>
   <source>expected a name of its own, found another model named {0}</source>
   <translation>cần một tên riêng, nhưng đã có mô hình khác tên {0}</translation>
  </message>
  <message>
   <source>expected truth and probabilities of {0} images, of which the patients are given, for {1} classes, and a point for each, found arrays of {2}, {3} and {4}</source>
   <translation>cần sự thật và xác suất của {0} ảnh có nêu bệnh nhân, cho {1} lớp, và một điểm cho mỗi lớp, nhưng có mảng {2}, {3} và {4}</translation>
  </message>
  <message>
   <source>expected a truth of 0 and 1, found other numbers</source>
   <translation>cần sự thật gồm 0 và 1, nhưng có số khác</translation>
  </message>
  <message>
   <source>expected {0} from 0 to 1, found other numbers</source>
   <translation>cần {0} từ 0 đến 1, nhưng có số khác</translation>
  </message>
  <message>
   <source>expected rows of as many features for both parts, and a label for each image, found others</source>
   <translation>cần các hàng có bấy nhiêu đặc trưng cho cả hai phần, và một nhãn cho mỗi ảnh, nhưng có khác</translation>
  </message>
  <message>
   <source>expected at least 20 validation images and finite features, found fewer or others</source>
   <translation>cần ít nhất 20 ảnh kiểm định và các đặc trưng hữu hạn, nhưng có ít hơn hoặc khác</translation>
  </message>
  <message>
   <source>expected at least two images of every class, found fewer</source>
   <translation>cần ít nhất hai ảnh của mỗi lớp, nhưng có ít hơn</translation>
  </message>
  <message>
   <source>expected features that differ from image to image, found constant ones</source>
   <translation>cần các đặc trưng khác nhau giữa các ảnh, nhưng có đặc trưng không đổi</translation>
  </message>
  <message>
   <source>expected the statistics of features that the card names, found {0}</source>
   <translation>cần thống kê đặc trưng mà thẻ mô hình nêu, nhưng có {0}</translation>
  </message>
  <message>
   <source>other bytes (SHA-256 differs)</source>
   <translation>byte khác (SHA-256 khác)</translation>
  </message>
  <message>
   <source>those of other features</source>
   <translation>của những đặc trưng khác</translation>
  </message>
  <message>
   <source>expected rows of {0} features, found an array of {1}</source>
   <translation>cần các hàng gồm {0} đặc trưng, nhưng có một mảng {1}</translation>
  </message>
  <message>
   <source>expected images with and without the class, found only one kind</source>
   <translation>cần ảnh có và không có lớp đó, nhưng chỉ có một loại</translation>
  </message>
  <message>
   <source>expected scores of the same {0} images, found an array of {1}</source>
   <translation>cần điểm của cùng {0} ảnh, nhưng có một mảng {1}</translation>
  </message>
  <message>
   <source>expected at least two positives and two negatives, found {0} and {1}</source>
   <translation>cần ít nhất hai dương tính và hai âm tính, nhưng có {0} và {1}</translation>
  </message>
  <message>
   <source>expected the calls of the same patients, found {0} and {1}</source>
   <translation>cần quyết định về cùng các bệnh nhân, nhưng có {0} và {1}</translation>
  </message>
  <message>
   <source>Phantoms are written to a folder of their own; {0} holds a labelled set already: choose another.</source>
   <translation>Phantom được ghi vào một thư mục riêng; {0} đã chứa một bộ có nhãn: hãy chọn thư mục khác.</translation>
  </message>
  <message>
   <source>Phantoms need at least one patient, image and worker, and a seed of 0 or more.</source>
   <translation>Phantom cần ít nhất một bệnh nhân, một ảnh và một tiến trình, và một seed từ 0 trở lên.</translation>
  </message>
  <message>
   <source>The contrast is a fraction of full range between 0 and 1; found {0}.</source>
   <translation>Độ tương phản là một phần của toàn khoảng, giữa 0 và 1, nhưng có {0}.</translation>
  </message>
  <message>
   <source>Phantoms store 10 to 15 bits; found {0}.</source>
   <translation>Phantom lưu 10 đến 15 bit, nhưng có {0}.</translation>
  </message>
  <message>
   <source>The longer side of a phantom is 64 to 8192 pixels; found {0}.</source>
   <translation>Cạnh dài của một phantom là 64 đến 8192 điểm ảnh, nhưng có {0}.</translation>
  </message>
  <message>
   <source>A phantom's class is one of {0}; found {1}.</source>
   <translation>Lớp của một phantom là một trong {0}, nhưng có {1}.</translation>
  </message>
  <message>
   <source>a phantom's class is one of {0}, found {1}</source>
   <translation>lớp của một phantom là một trong {0}, nhưng có {1}</translation>
  </message>
  <message>
   <source>the class of a finding is needed, found {0}</source>
   <translation>cần lớp của một dấu hiệu, nhưng có {0}</translation>
  </message>
  <message>
   <source>A contrast of {0} of full range cannot be reached in this phantom; ask for a smaller one.</source>
   <translation>Không đạt được độ tương phản {0} của toàn khoảng trong phantom này; hãy yêu cầu độ tương phản nhỏ hơn.</translation>
  </message>
  <message>
   <source>The sample is ready</source>
   <translation>Thư mục mẫu đã sẵn sàng</translation>
  </message>
  <message>
   <source>The sample's real radiographs come with the package pydicom-data; install it.</source>
   <translation>Các ảnh X-quang thật của bộ mẫu đi kèm gói pydicom-data; hãy cài đặt nó.</translation>
  </message>
  <message>
   <source>Copying real radiographs</source>
   <translation>Đang chép X-quang thật</translation>
  </message>
  <message>
   <source>grey with transparency</source>
   <translation>xám có độ trong suốt</translation>
  </message>
  <message>
   <source>colour with transparency</source>
   <translation>màu có độ trong suốt</translation>
  </message>
  <message>
   <source>{0} x {1} pixels of {2} bits, {3}</source>
   <translation>{0} x {1} điểm ảnh {2} bit, {3}</translation>
  </message>
  <message>
   <source>expected a greyscale picture, found colours: convert it to grey first</source>
   <translation>cần một hình mức xám, nhưng có màu: hãy chuyển sang mức xám trước</translation>
  </message>
  <message>
   <source>not a PNG picture</source>
   <translation>không phải hình PNG</translation>
  </message>
  <message>
   <source>expected a picture file of at most {0} MiB</source>
   <translation>cần một tệp hình nhiều nhất {0} MiB</translation>
  </message>
  <message>
   <source>expected a greyscale PNG of 8 or 16 bits, found {0}</source>
   <translation>cần PNG mức xám 8 hoặc 16 bit, nhưng có {0}</translation>
  </message>
  <message>
   <source>expected at most {0} MiB of pixels, found {1}: shrink it</source>
   <translation>cần nhiều nhất {0} MiB điểm ảnh, nhưng có {1}: hãy thu nhỏ hình</translation>
  </message>
  <message>
   <source>the PNG picture cannot be decoded: it is damaged or breaks off</source>
   <translation>không giải mã được hình PNG: nó bị hỏng hoặc bị đứt</translation>
  </message>
  <message>
   <source>expected one picture, found an animation: export one of its frames</source>
   <translation>cần một hình, nhưng có ảnh động: hãy xuất một khung của nó</translation>
  </message>
  <message>
   <source>The PNG is transparent in places; that is ignored.</source>
   <translation>Hình PNG trong suốt ở vài chỗ; điều đó bị bỏ qua.</translation>
  </message>
  <message>
   <source>A colour PNG with equal channels, read as grey.</source>
   <translation>PNG màu có các kênh bằng nhau, được đọc như mức xám.</translation>
  </message>
  <message>
   <source>A colour PNG with channels equal but for the lowest bits of {0}, read as grey.</source>
   <translation>PNG màu có các kênh bằng nhau trừ các bit thấp nhất của {0}, được đọc như mức xám.</translation>
  </message>
  <message>
   <source>CXR-12 cannot write to {0} ({1}): the list of files, models, runs and preferences are not kept when it is closed; set CXR12_HOME to a folder that can be written.</source>
   <translation>CXR-12 không ghi được vào {0} ({1}): danh sách tệp, mô hình, lượt chạy và tùy chọn không được giữ khi đóng chương trình; hãy đặt CXR12_HOME là một thư mục ghi được.</translation>
  </message>
  <message>
   <source>found a colour image, but networks here read greyscale; use the greyscale original instead</source>
   <translation>có ảnh màu, nhưng các mạng ở đây đọc mức xám; hãy dùng bản gốc mức xám</translation>
  </message>
  <message>
   <source>a network needs the whole image, but it is damaged: {0}; copy it again</source>
   <translation>mạng cần toàn bộ ảnh, nhưng ảnh bị hỏng: {0}; hãy chép lại</translation>
  </message>
  <message>
   <source>a network needs a FOR PRESENTATION image, found FOR PROCESSING; use the processed image instead</source>
   <translation>mạng cần ảnh FOR PRESENTATION, nhưng có FOR PROCESSING; hãy dùng ảnh đã xử lý</translation>
  </message>
  <message>
   <source>this network needs integer pixels, found floating-point ones; use a display8 network instead</source>
   <translation>mạng này cần điểm ảnh số nguyên, nhưng có dấu phẩy động; hãy dùng mạng display8</translation>
  </message>
  <message>
   <source>this network needs an original of more than 8 bits, found {0}; use the original DICOM image, or a display8 network</source>
   <translation>mạng này cần bản gốc hơn 8 bit, nhưng có {0}; hãy dùng ảnh DICOM gốc, hoặc mạng display8</translation>
  </message>
  <message>
   <source>this network needs at least {0} bits stored, found {1}; use another bit depth</source>
   <translation>mạng này cần ít nhất {0} bit được lưu, nhưng có {1}; hãy dùng độ sâu bit khác</translation>
  </message>
  <message>
   <source>this network needs a Rescale Slope other than 0, found {0}; use another image</source>
   <translation>mạng này cần Rescale Slope khác 0, nhưng có {0}; hãy dùng ảnh khác</translation>
  </message>
  <message>
   <source>the 8-max bit depth needs an image without Modality LUT, found one; use another bit depth</source>
   <translation>độ sâu bit 8-max cần ảnh không có Modality LUT, nhưng có một; hãy dùng độ sâu bit khác</translation>
  </message>
  <message>
   <source>a preset is one of {0}, found {1}</source>
   <translation>preset là một trong {0}, nhưng có {1}</translation>
  </message>
  <message>
   <source>a bit depth is one of {0}, found {1}</source>
   <translation>độ sâu bit là một trong {0}, nhưng có {1}</translation>
  </message>
  <message>
   <source>preset {0} fixes its own bit depth, found bits {1}</source>
   <translation>preset {0} tự quy định độ sâu bit, nhưng có {1}</translation>
  </message>
  <message>
   <source>the input {0} is {1} to {2} pixels, found {3}</source>
   <translation>đầu vào {0} là {1} đến {2} điểm ảnh, nhưng có {3}</translation>
  </message>
  <message>
   <source>{0} is not JSON</source>
   <translation>{0} không phải JSON</translation>
  </message>
  <message>
   <source>expected {0} to be {1}, found {2}</source>
   <translation>cần {0} là {1}, nhưng có {2}</translation>
  </message>
  <message>
   <source>expected {0} to be an object, found {1}</source>
   <translation>cần {0} là một đối tượng, nhưng có {1}</translation>
  </message>
  <message>
   <source>expected {0} to have the fields of a {1}, found {2}</source>
   <translation>cần {0} có các trường của một {1}, nhưng có {2}</translation>
  </message>
  <message>
   <source>expected {0} to be a finite number, found a larger one</source>
   <translation>cần {0} là một số hữu hạn, nhưng có số lớn hơn</translation>
  </message>
  <message>
   <source>expected JSON, found one nested too deeply</source>
   <translation>cần JSON, nhưng nó lồng quá sâu</translation>
  </message>
  <message>
   <source>expected JSON, found something else ({0})</source>
   <translation>cần JSON, nhưng có thứ khác ({0})</translation>
  </message>
  <message>
   <source>expected a result of version {0}, found another; it may be of a newer CXR-12</source>
   <translation>cần một kết quả phiên bản {0}, nhưng có phiên bản khác; nó có thể của CXR-12 mới hơn</translation>
  </message>
  <message>
   <source>expected as many probabilities, scores and thresholds as classes, found other numbers</source>
   <translation>cần số xác suất, điểm và ngưỡng bằng số lớp, nhưng có số khác</translation>
  </message>
  <message>
   <source>there are no labels to write yet: label images, or agree with answers or give images another class, first</source>
   <translation>chưa có nhãn nào để ghi: trước hết hãy gán nhãn ảnh, hoặc đồng ý với câu trả lời hay cho ảnh lớp khác</translation>
  </message>
  <message>
   <source>{0}: expected a name that ends in .csv, for a new file or an earlier table</source>
   <translation>{0}: cần một tên kết thúc bằng .csv, cho tệp mới hoặc bảng trước đó</translation>
  </message>
  <message>
   <source>expected a verdict on a decision, found {0} on {1} with {2}</source>
   <translation>cần một nhận định về một quyết định, nhưng có {0} về {1} với {2}</translation>
  </message>
  <message>
   <source>turned by 90 degrees</source>
   <translation>xoay 90 độ</translation>
  </message>
  <message>
   <source>cropped to the middle quarter</source>
   <translation>cắt còn phần tư giữa</translation>
  </message>
  <message>
   <source>expected finite scores of both kinds and a patient for each, found others</source>
   <translation>cần các điểm hữu hạn của cả hai loại và một bệnh nhân cho mỗi điểm, nhưng có khác</translation>
  </message>
  <message>
   <source>The image is in colour; networks here read greyscale.</source>
   <translation>Ảnh có màu; các mạng ở đây đọc mức xám.</translation>
  </message>
  <message>
   <source>The image is damaged: part of it is missing.</source>
   <translation>Ảnh bị hỏng: một phần bị thiếu.</translation>
  </message>
  <message>
   <source>The network is for radiographs (CR, DX); the file says modality {0}.</source>
   <translation>Mạng dành cho X-quang (CR, DX); tệp nói phương thức chụp {0}.</translation>
  </message>
  <message>
   <source>The network is for the chest; the file says body part {0}.</source>
   <translation>Mạng dành cho ngực; tệp nói bộ phận {0}.</translation>
  </message>
  <message>
   <source>The network is for frontal views (PA, AP); the file says view {0}.</source>
   <translation>Mạng dành cho tư thế thẳng (PA, AP); tệp nói tư thế {0}.</translation>
  </message>
  <message>
   <source>What is white is in doubt: {0}.</source>
   <translation>Không chắc phần trắng là gì: {0}.</translation>
  </message>
  <message>
   <source>The network divides stored values by 4095, as fits 12 bits; the image has {0}.</source>
   <translation>Mạng chia giá trị lưu cho 4095, hợp với 12 bit; ảnh có {0}.</translation>
  </message>
  <message>
   <source>The header says {0} bits, but the compressed pixels hold {1}; the network was made for more.</source>
   <translation>Phần đầu tệp nói {0} bit, nhưng điểm ảnh nén chứa {1}; mạng được làm cho nhiều hơn.</translation>
  </message>
  <message>
   <source>The header says {0} bits, but the pixels have the steps of {1} or fewer; the network was made for more.</source>
   <translation>Phần đầu tệp nói {0} bit, nhưng điểm ảnh có bước của {1} hoặc ít hơn; mạng được làm cho nhiều hơn.</translation>
  </message>
  <message>
   <source>not opened are {0}</source>
   <translation>không mở {0}</translation>
  </message>
  <message>
   <source>it is packed by a method that is not handled ({0}): unpack the ZIP archive</source>
   <translation>nó được nén bằng phương pháp không hỗ trợ ({0}): hãy giải nén tệp ZIP</translation>
  </message>
  <message>
   <source>there is no file in the ZIP archive</source>
   <translation>không có tệp nào trong tệp ZIP</translation>
  </message>
  <message>
   <source>encrypted files ({0}), to open them unpack it with its password</source>
   <translation>các tệp mã hóa ({0}), muốn mở hãy giải nén bằng mật khẩu</translation>
  </message>
  <message>
   <source>archives in the archive ({0}), to open them unpack it</source>
   <translation>các tệp nén trong tệp nén ({0}), muốn mở hãy giải nén</translation>
  </message>
  <message>
   <source>links or devices ({0})</source>
   <translation>liên kết hoặc thiết bị ({0})</translation>
  </message>
  <message>
   <source>it is too large to be read from a ZIP archive: expected at most {0} MiB unpacked, found {1}; unpack the archive if you trust it</source>
   <translation>nó quá lớn để đọc từ tệp ZIP: cần nhiều nhất {0} MiB sau giải nén, nhưng có {1}; hãy giải nén nếu bạn tin nó</translation>
  </message>
  <message>
   <source>the ZIP archive breaks off inside it, or gives its bytes to two files: copy the archive again</source>
   <translation>tệp ZIP bị đứt bên trong nó, hoặc gán byte của nó cho hai tệp: hãy chép lại tệp ZIP</translation>
  </message>
  <message>
   <source>the ZIP archive is too large: expected at most {0} files in it</source>
   <translation>tệp ZIP quá lớn: cần nhiều nhất {0} tệp trong đó</translation>
  </message>
  <message>
   <source>the directory of the ZIP archive cannot be read: copy the archive again</source>
   <translation>không đọc được mục lục của tệp ZIP: hãy chép lại</translation>
  </message>
  <message>
   <source>it breaks off inside the ZIP archive: copy the archive again</source>
   <translation>nó bị đứt trong tệp ZIP: hãy chép lại tệp ZIP</translation>
  </message>
  <message>
   <source>its check sum in the ZIP archive does not fit: copy the archive again</source>
   <translation>tổng kiểm của nó trong tệp ZIP không khớp: hãy chép lại tệp ZIP</translation>
  </message>
  <message>
   <source>it is not where the ZIP archive says: copy the archive again</source>
   <translation>nó không ở chỗ mà tệp ZIP nói: hãy chép lại tệp ZIP</translation>
  </message>
  <message>
   <source>it cannot be unpacked from the ZIP archive: copy the archive again</source>
   <translation>không giải nén được nó từ tệp ZIP: hãy chép lại tệp ZIP</translation>
  </message>
  <message>
   <source>it holds more than the ZIP archive says: copy the archive again</source>
   <translation>nó chứa nhiều hơn mức tệp ZIP nói: hãy chép lại tệp ZIP</translation>
  </message>
  <message>
   <source>a file could not be read or written: {0}</source>
   <translation>không đọc hoặc ghi được một tệp: {0}</translation>
  </message>
  <message>
   <source>paused, because {0} ({1}); the last checkpoint is kept: see to the disk, and resume the run</source>
   <translation>tạm dừng, vì {0} ({1}); checkpoint cuối được giữ: hãy xem lại đĩa, rồi tiếp tục lượt chạy</translation>
  </message>
  <message>
   <source>an unexpected error ({0}): log.txt of the run has the details</source>
   <translation>một lỗi bất ngờ ({0}): log.txt của lượt chạy có chi tiết</translation>
  </message>
  <message>
   <source>{0} MB free where the run is kept</source>
   <translation>còn trống {0} MB ở nơi giữ lượt chạy</translation>
  </message>
  <message>
   <source>the disk is full</source>
   <translation>đĩa đã đầy</translation>
  </message>
  <message>
   <source>the computer ran out of memory: choose a smaller batch size or input size</source>
   <translation>máy tính hết bộ nhớ: hãy chọn batch nhỏ hơn hoặc kích thước đầu vào nhỏ hơn</translation>
  </message>
  <message>
   <source>a file could not be read or written ({0})</source>
   <translation>không đọc hoặc ghi được một tệp ({0})</translation>
  </message>
  <message>
   <source>the run has a checkpoint: resume it (--resume), or start a new run</source>
   <translation>lượt chạy có checkpoint: hãy tiếp tục nó (--resume), hoặc bắt đầu lượt chạy mới</translation>
  </message>
  <message>
   <source>the disk does not answer</source>
   <translation>đĩa không trả lời</translation>
  </message>
  <message>
   <source>its path cannot be written into a table: rename the file or its folder</source>
   <translation>không ghi được đường dẫn của nó vào bảng: hãy đổi tên tệp hoặc thư mục của nó</translation>
  </message>
  <message>
   <source>{0} images were left out; the reason: {1}.</source>
   <translation>{0} ảnh đã bị bỏ qua; lý do: {1}.</translation>
  </message>
  <message>
   <source>none of the {0} images can be used: of the first, {1}</source>
   <translation>không dùng được ảnh nào trong {0} ảnh: về ảnh đầu tiên, {1}</translation>
  </message>
  <message>
   <source>{0} images have the same pixels as others of the same class and were left out.</source>
   <translation>{0} ảnh có điểm ảnh giống ảnh khác của cùng lớp và đã bị bỏ qua.</translation>
  </message>
  <message>
   <source>{0} of {1} images name no patient: each counts as its own, so pictures of one person may lie on both sides of the split.</source>
   <translation>{0} trên {1} ảnh không nêu bệnh nhân: mỗi ảnh được tính là một bệnh nhân riêng, nên hình của cùng một người có thể nằm ở cả hai bên của cách chia.</translation>
  </message>
  <message>
   <source>the dataset was not built: it was stopped</source>
   <translation>bộ dữ liệu không được tạo: đã bị dừng</translation>
  </message>
  <message>
   <source>a source names parts already: give no test_fraction besides, or leave its split out</source>
   <translation>một nguồn đã nêu sẵn các phần: đừng cho thêm test_fraction, hoặc bỏ split của nó</translation>
  </message>
  <message>
   <source>{0} patients would be in more than one part: a patient may be in one</source>
   <translation>{0} bệnh nhân sẽ nằm trong nhiều phần: một bệnh nhân chỉ được ở một phần</translation>
  </message>
  <message>
   <source>there is no test part to seal: no source names a test image</source>
   <translation>không có tập kiểm tra để niêm phong: không nguồn nào nêu ảnh kiểm tra</translation>
  </message>
  <message>
   <source>its pixels are also another image's of another class, patient or part</source>
   <translation>điểm ảnh của nó cũng là của ảnh khác thuộc lớp, bệnh nhân hoặc phần khác</translation>
  </message>
  <message>
   <source>{0} more images were left out for other reasons.</source>
   <translation>{0} ảnh khác bị bỏ qua vì lý do khác.</translation>
  </message>
  <message>
   <source>{0} images {1} and were left out.</source>
   <translation>{0} ảnh {1} và đã bị bỏ qua.</translation>
  </message>
  <message>
   <source>{0} images have several readers: a class counts when {1} them found it.</source>
   <translation>{0} ảnh có nhiều người đọc: một lớp được tính khi {1} trong số họ thấy nó.</translation>
  </message>
  <message>
   <source>An image may have several classes; {0} of {1} show none of them.</source>
   <translation>Một ảnh có thể có nhiều lớp; {0} trong {1} ảnh không cho thấy lớp nào.</translation>
  </message>
  <message>
   <source>no image is left: map at least one finding of the sources to a class</source>
   <translation>không còn ảnh nào: hãy ánh xạ ít nhất một dấu hiệu của các nguồn tới một lớp</translation>
  </message>
  <message>
   <source>{0} images come from two sources with different classes or parts: leave one source out, or map their findings alike</source>
   <translation>{0} ảnh đến từ hai nguồn với lớp hoặc phần khác nhau: hãy bỏ một nguồn, hoặc ánh xạ dấu hiệu của chúng giống nhau</translation>
  </message>
  <message>
   <source>{0} images come from two sources that agree, and are listed once.</source>
   <translation>{0} ảnh đến từ hai nguồn thống nhất với nhau, và được liệt kê một lần.</translation>
  </message>
  <message>
   <source>show nothing that the study has a class for</source>
   <translation>không cho thấy gì mà nghiên cứu có lớp cho nó</translation>
  </message>
  <message>
   <source>have no class that most of their readers found</source>
   <translation>không có lớp nào mà đa số người đọc thấy</translation>
  </message>
  <message>
   <source>show several of the classes</source>
   <translation>cho thấy nhiều lớp trong số đó</translation>
  </message>
  <message>
   <source>the finding {0} has a {1}, which divides the classes of an image: map it to a class of another name</source>
   <translation>dấu hiệu {0} có một {1}, là dấu ngăn giữa các lớp của một ảnh: hãy ánh xạ nó tới lớp có tên khác</translation>
  </message>
  <message>
   <source>negative for pneumonia</source>
   <translation>âm tính với viêm phổi</translation>
  </message>
  <message>
   <source>source {0} of the plan</source>
   <translation>nguồn {0} của kế hoạch</translation>
  </message>
  <message>
   <source>{0} is no table: write [[source]]</source>
   <translation>{0} không phải bảng: hãy viết [[source]]</translation>
  </message>
  <message>
   <source>{0} needs an importer and a path</source>
   <translation>{0} cần một bộ nhập và một đường dẫn</translation>
  </message>
  <message>
   <source>images of {0} must be a list of paths</source>
   <translation>ảnh của {0} phải là một danh sách đường dẫn</translation>
  </message>
  <message>
   <source>{0} must each be text in quotes</source>
   <translation>mỗi {0} phải là văn bản trong dấu ngoặc kép</translation>
  </message>
  <message>
   <source>the plan is larger than 1 MB</source>
   <translation>kế hoạch lớn hơn 1 MB</translation>
  </message>
  <message>
   <source>the plan cannot be read: {0}</source>
   <translation>không đọc được kế hoạch: {0}</translation>
  </message>
  <message>
   <source>the plan is not TOML: {0}</source>
   <translation>kế hoạch không phải TOML: {0}</translation>
  </message>
  <message>
   <source>the plan has no {0}: name the folder for the table as out, and at least one [[source]]</source>
   <translation>kế hoạch không có {0}: hãy nêu thư mục cho bảng bằng out, và ít nhất một [[source]]</translation>
  </message>
  <message>
   <source>{0} has an unknown setting {1}: it may have {2}</source>
   <translation>{0} có thiết lập không biết {1}: nó có thể có {2}</translation>
  </message>
  <message>
   <source>{0} of {1} has a value of the wrong kind</source>
   <translation>{0} của {1} có giá trị sai kiểu</translation>
  </message>
  <message>
   <source>it is a colour image, and networks here read greyscale</source>
   <translation>nó là ảnh màu, mà mạng ở đây đọc thang xám</translation>
  </message>
  <message>
   <source>it is FOR PROCESSING, and networks here need FOR PRESENTATION images</source>
   <translation>nó là FOR PROCESSING, mà mạng ở đây cần ảnh FOR PRESENTATION</translation>
  </message>
  <message>
   <source>it cannot be read: {0}</source>
   <translation>không đọc được nó: {0}</translation>
  </message>
  <message>
   <source>images of a sealed test part would be used to train or validate: use the split column of the dataset that was sealed, or leave its test images out</source>
   <translation>ảnh của tập kiểm tra đã niêm phong sẽ được dùng để huấn luyện hoặc kiểm định: hãy dùng cột split của bộ dữ liệu đã niêm phong, hoặc bỏ các ảnh kiểm tra của nó</translation>
  </message>
  <message>
   <source>The test part is sealed; it was opened {0}.</source>
   <translation>Tập kiểm tra đã được niêm phong; nó đã được mở {0}.</translation>
  </message>
  <message>
   <source>for the first time</source>
   <translation>lần đầu tiên</translation>
  </message>
  <message>
   <source>{0} times so far, this time included</source>
   <translation>{0} lần cho tới nay, kể cả lần này</translation>
  </message>
  <message>
   <source>there is no test part to seal: the table needs a split column with test images</source>
   <translation>không có tập kiểm tra để niêm phong: bảng cần cột split có ảnh kiểm tra</translation>
  </message>
  <message>
   <source>the dataset is sealed already, with another test part: a seal cannot be changed</source>
   <translation>bộ dữ liệu đã được niêm phong, với tập kiểm tra khác: không thể đổi niêm phong</translation>
  </message>
  <message>
   <source>the seal of the dataset cannot be read: restore seal.json in its private folder</source>
   <translation>không đọc được niêm phong của bộ dữ liệu: hãy khôi phục seal.json trong thư mục private của nó</translation>
  </message>
  <message>
   <source>the folder for the table already holds a {0}: choose another folder, or remove or replace it</source>
   <translation>thư mục cho bảng đã chứa một {0}: hãy chọn thư mục khác, hoặc xóa hay thay nó</translation>
  </message>
  <message>
   <source>{0} must be one of {1}, found {2}</source>
   <translation>{0} phải là một trong {1}, nhưng có {2}</translation>
  </message>
  <message>
   <source>the finding {0} is mapped twice: give it one class</source>
   <translation>dấu hiệu {0} được ánh xạ hai lần: hãy cho nó một lớp</translation>
  </message>
  <message>
   <source>a dataset needs at least one source: add a folder, a label sheet or a selection</source>
   <translation>bộ dữ liệu cần ít nhất một nguồn: hãy thêm thư mục, bảng nhãn hoặc vùng chọn</translation>
  </message>
  <message>
   <source>the class {0} has a {1}, which divides the classes of an image: give it another name</source>
   <translation>lớp {0} có một {1}, là dấu ngăn giữa các lớp của một ảnh: hãy cho nó tên khác</translation>
  </message>
  <message>
   <source>test_fraction must be at least 0 and below 1, found {0}</source>
   <translation>test_fraction phải ít nhất là 0 và nhỏ hơn 1, nhưng có {0}</translation>
  </message>
  <message>
   <source>a source is a part already: give no test_fraction besides, or no part</source>
   <translation>một nguồn đã là một phần: đừng cho thêm test_fraction, hoặc đừng nêu phần</translation>
  </message>
  <message>
   <source>there is no test part to seal: give a test_fraction, or make a source the test part</source>
   <translation>không có tập kiểm tra để niêm phong: hãy cho test_fraction, hoặc lấy một nguồn làm tập kiểm tra</translation>
  </message>
  <message>
   <source>{0} of {1} images cannot be used; the first, row {2} of the dataset table: {3}; repair them, or choose to leave unreadable images out</source>
   <translation>không dùng được {0} trong {1} ảnh; ảnh đầu tiên, hàng {2} của bảng dữ liệu: {3}; hãy sửa chúng, hoặc chọn bỏ qua ảnh không đọc được</translation>
  </message>
  <message>
   <source>{0} unreadable images were left out.</source>
   <translation>{0} ảnh không đọc được đã bị bỏ qua.</translation>
  </message>
  <message>
   <source>the images need {0} MB in the cache folder, and {1} MB are free there: make room, move the folder (CXR12_HOME), or choose a smaller input size</source>
   <translation>các ảnh cần {0} MB trong thư mục đệm, mà ở đó còn trống {1} MB: hãy dọn chỗ, chuyển thư mục (CXR12_HOME), hoặc chọn kích thước đầu vào nhỏ hơn</translation>
  </message>
  <message>
   <source>row {0} of the dataset table could not be read, twice ({1}): see to the disk and the memory of the computer, and start again</source>
   <translation>không đọc được hàng {0} của bảng dữ liệu, hai lần ({1}): hãy xem ổ đĩa và bộ nhớ của máy tính, rồi bắt đầu lại</translation>
  </message>
  <message>
   <source>another array than expected</source>
   <translation>mảng khác với mảng mong đợi</translation>
  </message>
  <message>
   <source>was written by another version of CXR-12</source>
   <translation>do một phiên bản khác của CXR-12 ghi</translation>
  </message>
  <message>
   <source>the checkpoint {0} and there is no other: the training begins anew</source>
   <translation>checkpoint {0} và không có checkpoint khác: huấn luyện bắt đầu lại từ đầu</translation>
  </message>
  <message>
   <source>the data are others (fingerprint {0}, now {1})</source>
   <translation>dữ liệu đã khác (dấu vân {0}, nay {1})</translation>
  </message>
  <message>
   <source>the patients are divided differently (fingerprint {0}, now {1})</source>
   <translation>bệnh nhân được chia khác đi (dấu vân {0}, nay {1})</translation>
  </message>
  <message>
   <source>the state is too large</source>
   <translation>trạng thái quá lớn</translation>
  </message>
  <message>
   <source>the last checkpoint {0}: the one before it, of epoch {1}, is used</source>
   <translation>checkpoint cuối {0}: dùng checkpoint trước đó, của epoch {1}</translation>
  </message>
  <message>
   <source>{0} was {1}, is {2}</source>
   <translation>{0} trước là {1}, nay là {2}</translation>
  </message>
  <message>
   <source>is damaged (its checksum is another)</source>
   <translation>bị hỏng (tổng kiểm của nó khác)</translation>
  </message>
  <message>
   <source>{0} {1}images of {2} patients</source>
   <translation>{0} {1}ảnh của {2} bệnh nhân</translation>
  </message>
  <message>
   <source>choose at least one run to compare</source>
   <translation>hãy chọn ít nhất một lượt chạy để so sánh</translation>
  </message>
  <message>
   <source>{0} cannot be compared: there is no such run folder</source>
   <translation>không so sánh được {0}: không có thư mục lượt chạy như vậy</translation>
  </message>
  <message>
   <source>{0} cannot be compared: the run is damaged ({1})</source>
   <translation>không so sánh được {0}: lượt chạy bị hỏng ({1})</translation>
  </message>
  <message>
   <source>it is still running: wait for its end</source>
   <translation>nó vẫn đang chạy: hãy đợi nó kết thúc</translation>
  </message>
  <message>
   <source>{0} cannot be compared: {1}</source>
   <translation>không so sánh được {0}: {1}</translation>
  </message>
  <message>
   <source>{0} cannot be compared: its images may show several classes each, and comparisons are of runs with one class per image; its own figures are in metrics.json</source>
   <translation>không so sánh được {0}: mỗi ảnh của nó có thể cho thấy nhiều lớp, mà so sánh dành cho lượt chạy có một lớp cho mỗi ảnh; số liệu riêng của nó ở trong metrics.json</translation>
  </message>
  <message>
   <source>{0} knows the classes {1}, {2} the classes {3}: only runs with the same classes can be compared</source>
   <translation>{0} biết các lớp {1}, {2} các lớp {3}: chỉ so sánh được các lượt chạy có cùng lớp</translation>
  </message>
  <message>
   <source>{0} was tested on {1}, {2} on {3}: only runs with the same test patients can be compared; train them on the same data with the same split seed</source>
   <translation>{0} được kiểm tra trên {1}, {2} trên {3}: chỉ so sánh được các lượt chạy có cùng bệnh nhân kiểm tra; hãy huấn luyện chúng trên cùng dữ liệu với cùng seed chia</translation>
  </message>
  <message>
   <source>{0} has one seed: what is said of it is said of this network, not of the method</source>
   <translation>{0} có một seed: điều nói về nó là về mạng này, không phải về phương pháp</translation>
  </message>
  <message>
   <source>{0} against {1} was declared, but the runs of an arm are missing; the correction still counts it</source>
   <translation>{0} so với {1} đã được khai báo, nhưng thiếu lượt chạy của một nhánh; phép hiệu chỉnh vẫn tính nó</translation>
  </message>
  <message>
   <source>expected at least two runs of one arm that differ in the seed alone, found {0} of {1} {2}</source>
   <translation>cần ít nhất hai lượt chạy của một nhánh chỉ khác nhau ở seed, nhưng có {0} của {1} {2}</translation>
  </message>
  <message>
   <source>the arms do not have the same seeds: where they differ, the seeds of each arm are drawn alone</source>
   <translation>các nhánh không có cùng seed: ở chỗ khác nhau, seed của mỗi nhánh được rút riêng</translation>
  </message>
  <message>
   <source>{0} and {1} are of the same arm ({2}) and the same seed {3}: leave one of them out</source>
   <translation>{0} và {1} thuộc cùng nhánh ({2}) và cùng seed {3}: hãy bỏ một trong hai</translation>
  </message>
  <message>
   <source>expected the declared arms {0}, found the arms {1}: choose the runs of both arms of at least one declared comparison</source>
   <translation>cần các nhánh đã khai báo {0}, nhưng có các nhánh {1}: hãy chọn lượt chạy của cả hai nhánh của ít nhất một so sánh đã khai báo</translation>
  </message>
  <message>
   <source>{0} cannot be compared on these test patients: the class, or all others, are not or hardly among them; declare another figure</source>
   <translation>không so sánh được {0} trên các bệnh nhân kiểm tra này: lớp đó, hoặc mọi lớp khác, không có hoặc hầu như không có trong số họ; hãy khai báo chỉ số khác</translation>
  </message>
  <message>
   <source>margin must lie between 0 and 1, both left out, found {0}</source>
   <translation>margin phải nằm giữa 0 và 1, không kể hai đầu, nhưng có {0}</translation>
  </message>
  <message>
   <source>margin of an AUC must be at most 0.5, which lies between chance and perfect, found {0}: within it any two networks that learned something are equivalent</source>
   <translation>margin của một AUC phải nhiều nhất là 0.5, vốn là khoảng từ ngẫu nhiên tới hoàn hảo, nhưng có {0}: trong phạm vi đó hai mạng bất kỳ đã học được gì đó đều tương đương</translation>
  </message>
  <message>
   <source>alpha must lie between 0.001 and 0.2, found {0}</source>
   <translation>alpha phải nằm giữa 0.001 và 0.2, nhưng có {0}</translation>
  </message>
  <message>
   <source>resamples must be at least 200 and seed at least 0, found {0} and {1}</source>
   <translation>resamples phải ít nhất là 200 và seed ít nhất là 0, nhưng có {0} và {1}</translation>
  </message>
  <message>
   <source>a contrast must be two different arms, found {0}</source>
   <translation>một đối chiếu phải gồm hai nhánh khác nhau, nhưng có {0}</translation>
  </message>
  <message>
   <source>expected a figure out of {0}, {1} with a class out of {2}, found {3}</source>
   <translation>cần một chỉ số trong {0}, {1} với một lớp trong {2}, nhưng có {3}</translation>
  </message>
  <message>
   <source>{0} cannot be compared: its {1} has {2} test images, its figures are of {3}; train it again</source>
   <translation>không so sánh được {0}: {1} của nó có {2} ảnh kiểm tra, số liệu của nó là của {3}; hãy huấn luyện lại</translation>
  </message>
  <message>
   <source>{0} and {1} were tested on the same images under different row ids, labels or patients: compare runs of one dataset table</source>
   <translation>{0} và {1} được kiểm tra trên cùng các ảnh dưới id hàng, nhãn hoặc bệnh nhân khác nhau: hãy so sánh lượt chạy của một bảng dữ liệu</translation>
  </message>
  <message>
   <source>{0} cannot be compared: its {1} cannot be read</source>
   <translation>không so sánh được {0}: không đọc được {1} của nó</translation>
  </message>
  <message>
   <source>{0} cannot be compared: its {1} lacks a class or a probability</source>
   <translation>không so sánh được {0}: {1} của nó thiếu một lớp hoặc một xác suất</translation>
  </message>
  <message>
   <source>the column {0} has {1} levels, more than {2}: it makes no subgroups</source>
   <translation>cột {0} có {1} mức, nhiều hơn {2}: nó không tạo nhóm con</translation>
  </message>
  <message>
   <source>on these {0} patients {1}; {2}</source>
   <translation>trên {0} bệnh nhân này {1}; {2}</translation>
  </message>
  <message>
   <source>{0} interval {1} to {2}</source>
   <translation>khoảng {0} là {1} đến {2}</translation>
  </message>
  <message>
   <source>{0} minus {1} is {2} ({3}, {4})</source>
   <translation>{0} trừ {1} là {2} ({3}, {4})</translation>
  </message>
  <message>
   <source>no difference between {0}, of {1} and of {2}, was shown: {3}</source>
   <translation>không cho thấy khác biệt nào giữa {0}, của {1} và của {2}: {3}</translation>
  </message>
  <message>
   <source>{0} interval of {1} minus {2} {3} to {4}</source>
   <translation>khoảng {0} của {1} trừ {2} là {3} đến {4}</translation>
  </message>
  <message>
   <source>equivalence within {0} could not be shown ({1})</source>
   <translation>không cho thấy được sự tương đương trong phạm vi {0} ({1})</translation>
  </message>
  <message>
   <source>judged by the spread among the seeds of {0}, with {1} no margin below {2}{3} can be shown on these test patients (the {4} interval is wider), and equivalence of arms that do not differ is shown in four of five studies from {5}{6} on</source>
   <translation>xét theo độ phân tán giữa các seed của {0}, với {1} không thể cho thấy biên nào dưới {2}{3} trên các bệnh nhân kiểm tra này (khoảng {4} rộng hơn), và sự tương đương của các nhánh không khác nhau được cho thấy trong bốn trên năm nghiên cứu từ {5}{6} trở lên</translation>
  </message>
  <message>
   <source>{0} differ: that of {1} beats that of {2} by {3} ({4}, {5})</source>
   <translation>{0} khác nhau: {1} hơn {2} {3} ({4}, {5})</translation>
  </message>
  <message>
   <source>no difference between {0} and {1} was shown: {2}</source>
   <translation>không cho thấy khác biệt nào giữa {0} và {1}: {2}</translation>
  </message>
  <message>
   <source>the difference lies within the {0} declared not to matter, they are equivalent ({1})</source>
   <translation>khác biệt nằm trong {0} đã khai báo là không đáng kể, chúng tương đương ({1})</translation>
  </message>
  <message>
   <source>they are equivalent within {0} ({1})</source>
   <translation>chúng tương đương trong phạm vi {0} ({1})</translation>
  </message>
  <message>
   <source>these two networks</source>
   <translation>hai mạng này</translation>
  </message>
  <message>
   <source>{0} seeds an arm</source>
   <translation>{0} seed mỗi nhánh</translation>
  </message>
  <message>
   <source>one seed an arm</source>
   <translation>một seed mỗi nhánh</translation>
  </message>
  <message>
   <source>{0} beats {1} by {2} ({3}, {4})</source>
   <translation>{0} hơn {1} {2} ({3}, {4})</translation>
  </message>
  <message>
   <source>patients drawn again, seeds not: this says nothing of the methods</source>
   <translation>bệnh nhân được rút lại, seed thì không: điều này không nói gì về các phương pháp</translation>
  </message>
  <message>
   <source>{0} after Holm over {1} comparisons</source>
   <translation>{0} sau Holm trên {1} so sánh</translation>
  </message>
  <message>
   <source>seeds of each arm on their own</source>
   <translation>seed của mỗi nhánh riêng</translation>
  </message>
  <message>
   <source>{0} must be a whole number from {1} to {2}, found {3}</source>
   <translation>{0} phải là số nguyên từ {1} đến {2}, nhưng có {3}</translation>
  </message>
  <message>
   <source>freeze keeps the weights that a network starts with: choose a model to start_from, or 0</source>
   <translation>freeze giữ các trọng số mà mạng bắt đầu với: hãy chọn mô hình cho start_from, hoặc 0</translation>
  </message>
  <message>
   <source>folds must be 0 (one hold-out split) or a whole number from 2 to {0}, found 1</source>
   <translation>folds phải là 0 (chia một lần) hoặc số nguyên từ 2 đến {0}, nhưng có 1</translation>
  </message>
  <message>
   <source>monitor cannot be {0}: of one-hot labels of c classes it counts every rightly denied class, so a network that says nothing scores 1 - 1/c; choose {1}</source>
   <translation>monitor không thể là {0}: với nhãn one-hot của c lớp nó đếm mọi lớp được phủ nhận đúng, nên mạng không nói gì cũng được 1 - 1/c; hãy chọn {1}</translation>
  </message>
  <message>
   <source>mixup must lie between 0 (none) and 10, found {0}</source>
   <translation>mixup phải nằm giữa 0 (không dùng) và 10, nhưng có {0}</translation>
  </message>
  <message>
   <source>learning_rate must lie between 0 (the recipe's own) and 10, found {0}</source>
   <translation>learning_rate phải nằm giữa 0 (theo công thức) và 10, nhưng có {0}</translation>
  </message>
  <message>
   <source>validation_fraction and test_fraction must be above 0 and leave a rest, found {0}</source>
   <translation>validation_fraction và test_fraction phải lớn hơn 0 và còn chừa phần lại, nhưng có {0}</translation>
  </message>
  <message>
   <source>{0} images are byte-identical copies of others with the same label and were left out.</source>
   <translation>{0} ảnh giống từng byte với ảnh khác cùng nhãn nên bị bỏ ra.</translation>
  </message>
  <message>
   <source>{0} lines of the dataset name a file that another line names too</source>
   <translation>{0} dòng của bộ dữ liệu nêu một tệp mà dòng khác cũng nêu</translation>
  </message>
  <message>
   <source>a dataset needs at least two classes, found {0}: {1}</source>
   <translation>bộ dữ liệu cần ít nhất hai lớp, nhưng có {0}: {1}</translation>
  </message>
  <message>
   <source>{0} images are byte-identical to another one with a different label, patient or split: keep one of each</source>
   <translation>{0} ảnh giống từng byte với một ảnh khác nhãn, khác bệnh nhân hoặc khác phần: hãy giữ một trong số đó</translation>
  </message>
  <message>
   <source>the preset {0} fixes its own bit depth: choose native instead of {1}</source>
   <translation>preset {0} tự quy định độ sâu bit: hãy chọn native thay vì {1}</translation>
  </message>
  <message>
   <source>{0} of {1} images are 8-bit originals, which the native preset does not take: use display8, or leave them out</source>
   <translation>{0} trên {1} ảnh có bản gốc 8 bit, mà preset native không nhận: hãy dùng display8, hoặc bỏ chúng ra</translation>
  </message>
  <message>
   <source>{0} bits were asked of images that enter as 8-bit pictures: choose native or 8</source>
   <translation>{0} bit được đòi với ảnh vào dạng hình 8 bit: hãy chọn native hoặc 8</translation>
  </message>
  <message>
   <source>{0} of {1} images are 8-bit originals, so all enter as 8-bit pictures (display8).</source>
   <translation>{0} trên {1} ảnh có bản gốc 8 bit, nên tất cả vào dạng hình 8 bit (display8).</translation>
  </message>
  <message>
   <source>{0} of {1} images store fewer than {2} bits: choose fewer bits, native, or leave them out</source>
   <translation>{0} trên {1} ảnh lưu ít hơn {2} bit: hãy chọn ít bit hơn, native, hoặc bỏ chúng ra</translation>
  </message>
  <message>
   <source>The models for shortcuts need two classes with {0} patients each: they were not tried.</source>
   <translation>Các mô hình tìm lối tắt cần hai lớp, mỗi lớp {0} bệnh nhân: chúng chưa được thử.</translation>
  </message>
  <message>
   <source>{0} pictures could not be read: of them only the header was examined.</source>
   <translation>{0} hình không đọc được: chỉ phần đầu của chúng được xem xét.</translation>
  </message>
  <message>
   <source>The models for shortcuts saw at most {0} images, of patients drawn at random.</source>
   <translation>Các mô hình tìm lối tắt xem nhiều nhất {0} ảnh, của bệnh nhân chọn ngẫu nhiên.</translation>
  </message>
  <message>
   <source>Too few patients for the models for shortcuts (fewer than {0}): {1}.</source>
   <translation>Quá ít bệnh nhân cho các mô hình tìm lối tắt (ít hơn {0}): {1}.</translation>
  </message>
  <message>
   <source>The examination was stopped.</source>
   <translation>Việc xem xét đã bị dừng.</translation>
  </message>
  <message>
   <source>{0} of the run cannot be read ({1}): see to the disk</source>
   <translation>{0} của lượt chạy không đọc được ({1}): hãy xem lại đĩa</translation>
  </message>
  <message>
   <source>{0} of the run is damaged ({1}): delete it, or train again</source>
   <translation>{0} của lượt chạy bị hỏng ({1}): hãy xóa nó, hoặc huấn luyện lại</translation>
  </message>
  <message>
   <source>No leak, no fact of the equipment that goes with the class, and no model that knows the class from the file's header or the picture's border was found; that does not prove that there is none.</source>
   <translation>Không tìm thấy rò rỉ, không có đặc điểm thiết bị nào đi cùng lớp, và không có mô hình nào biết lớp từ phần đầu tệp hoặc từ viền hình; điều đó không chứng minh rằng không có.</translation>
  </message>
  <message>
   <source>patients have images</source>
   <translation>bệnh nhân có ảnh</translation>
  </message>
  <message>
   <source>studies (Study Instance UID) have images</source>
   <translation>ca chụp (Study Instance UID) có ảnh</translation>
  </message>
  <message>
   <source>images (SOP Instance UID) are there more than once,</source>
   <translation>ảnh (SOP Instance UID) có nhiều lần,</translation>
  </message>
  <message>
   <source>pictures are there more than once, with the same grey levels,</source>
   <translation>hình có nhiều lần, với cùng mức xám,</translation>
  </message>
  <message>
   <source>pairs of nearly identical pictures lie</source>
   <translation>cặp hình gần như giống hệt nằm</translation>
  </message>
  <message>
   <source>patient has images</source>
   <translation>bệnh nhân có ảnh</translation>
  </message>
  <message>
   <source>study (Study Instance UID) has images</source>
   <translation>ca chụp (Study Instance UID) có ảnh</translation>
  </message>
  <message>
   <source>image (SOP Instance UID) is there more than once,</source>
   <translation>ảnh (SOP Instance UID) có nhiều lần,</translation>
  </message>
  <message>
   <source>picture is there more than once, with the same grey levels,</source>
   <translation>hình có nhiều lần, với cùng mức xám,</translation>
  </message>
  <message>
   <source>pair of nearly identical pictures lies</source>
   <translation>cặp hình gần như giống hệt nằm</translation>
  </message>
  <message>
   <source>the matrix size</source>
   <translation>kích thước ma trận</translation>
  </message>
  <message>
   <source>the photometric interpretation</source>
   <translation>photometric interpretation của ảnh</translation>
  </message>
  <message>
   <source>the pattern of the file names</source>
   <translation>kiểu tên tệp</translation>
  </message>
  <message>
   <source>A model that sees only the file's header</source>
   <translation>Một mô hình chỉ thấy phần đầu tệp</translation>
  </message>
  <message>
   <source>A model that sees only the picture's border, its outer 5 %,</source>
   <translation>Một mô hình chỉ thấy viền hình, 5 % phía ngoài,</translation>
  </message>
  <message>
   <source>Leak: {0} {1} under different patients ({2} images): a split by patient may put them on both sides; give them one patient, or leave copies out.</source>
   <translation>Rò rỉ: {0} {1} ở các bệnh nhân khác nhau ({2} ảnh): chia theo bệnh nhân có thể đặt chúng ở cả hai bên; hãy gán cho cùng một bệnh nhân, hoặc bỏ các bản sao ra.</translation>
  </message>
  <message>
   <source>Shortcut: {0} goes with the class{1} (Cramer's V {2}, {3}, {4} patients{5}): a network can learn it instead of the finding.</source>
   <translation>Lối tắt: {0} đi cùng lớp{1} (Cramer V {2}, {3}, {4} bệnh nhân{5}): mạng có thể học nó thay vì học dấu hiệu.</translation>
  </message>
  <message>
   <source>Baseline: a model that sees 16 x 16 pixels of the picture reaches a macro AUC of {0} (lower 99 % limit {1}, chance 0.50); a network should do better than that.</source>
   <translation>Mức nền: mô hình thấy 16 x 16 điểm ảnh của hình đạt macro AUC {0} (giới hạn dưới 99 % {1}, ngẫu nhiên 0.50); một mạng nên làm tốt hơn thế.</translation>
  </message>
  <message>
   <source>Leak: {0} {1} in more than one part of the split ({2} images): what was taught is asked again, so figures are too good; put them into one part.</source>
   <translation>Rò rỉ: {0} {1} ở hơn một phần ({2} ảnh): điều đã dạy lại được hỏi, nên chỉ số quá tốt; hãy đặt chúng vào một phần.</translation>
  </message>
  <message>
   <source>Leak: {0} Patient IDs of the headers belong to several patients of the table ({1} images): a split would tear people apart; correct the patient column.</source>
   <translation>Rò rỉ: {0} mã bệnh nhân trong phần đầu tệp thuộc vài bệnh nhân của bảng ({1} ảnh): việc chia sẽ tách một người ra; hãy sửa cột bệnh nhân.</translation>
  </message>
  <message>
   <source>, most of all with {0}</source>
   <translation>, nhất là với {0}</translation>
  </message>
  <message>
   <source>; it also tells {0}</source>
   <translation>; nó cũng cho biết {0}</translation>
  </message>
  <message>
   <source>tells {0} from the rest</source>
   <translation>phân biệt {0} với phần còn lại</translation>
  </message>
  <message>
   <source>tells the classes apart</source>
   <translation>phân biệt được các lớp</translation>
  </message>
  <message>
   <source>Shortcut: {0} {1} with an AUC of {2} (lower 99 % limit {3}, chance 0.50){4}: a network can be right without looking at the finding.</source>
   <translation>Lối tắt: {0} {1} với AUC {2} (giới hạn dưới 99 % {3}, ngẫu nhiên 0.50){4}: mạng có thể đúng mà không nhìn dấu hiệu.</translation>
  </message>
  <message>
   <source>The column {0} has {1} different values: it is left out of the run.</source>
   <translation>Cột {0} có {1} giá trị khác nhau: nó bị bỏ khỏi lượt chạy.</translation>
  </message>
  <message>
   <source>{0} values of the column {1} are not what it should hold, and were left out.</source>
   <translation>{0} giá trị của cột {1} không phải thứ cột đó nên chứa, và đã bị bỏ qua.</translation>
  </message>
  <message>
   <source>the loss is no longer a number (epoch {0}): choose a smaller learning rate than {1}; the best network so far is kept</source>
   <translation>mất mát không còn là một số (epoch {0}): hãy chọn tốc độ học nhỏ hơn {1}; mạng tốt nhất đến nay được giữ</translation>
  </message>
  <message>
   <source>expected the layers of {0} to start from, found those of {1} {2} at {3} x {4}; choose a model of the same kind and size</source>
   <translation>cần các lớp mạng của {0} để bắt đầu, nhưng có của {1} {2} cỡ {3} x {4}; hãy chọn mô hình cùng loại và cùng kích thước</translation>
  </message>
  <message>
   <source>there is no importer {0}: expected one of {1}</source>
   <translation>không có bộ nhập {0}: cần một trong {1}</translation>
  </message>
  <message>
   <source>the importer {0} has no option {1}: it takes {2}</source>
   <translation>bộ nhập {0} không có tùy chọn {1}: nó nhận {2}</translation>
  </message>
  <message>
   <source>the name of a source needs 1 to 40 letters, digits, blanks or the signs . _ - + * ( ) &amp;</source>
   <translation>tên của một nguồn cần 1 đến 40 chữ cái, chữ số, dấu cách hoặc các dấu . _ - + * ( ) &amp;</translation>
  </message>
  <message>
   <source>One folder per class</source>
   <translation>Mỗi lớp một thư mục</translation>
  </message>
  <message>
   <source>Choose the folder that holds one sub-folder per class, or a labels.csv with the columns path and label.</source>
   <translation>Hãy chọn thư mục chứa mỗi lớp một thư mục con, hoặc một labels.csv có các cột path và label.</translation>
  </message>
  <message>
   <source>Prefixes of the thesis</source>
   <translation>Tiền tố của luận văn</translation>
  </message>
  <message>
   <source>Choose the folder of files that begin with 1_, 2_, 3_ or 4_ ({0}).</source>
   <translation>Hãy chọn thư mục các tệp bắt đầu bằng 1_, 2_, 3_ hoặc 4_ ({0}).</translation>
  </message>
  <message>
   <source>the folder was not found: give an existing one</source>
   <translation>không tìm thấy thư mục: hãy cho một thư mục có thật</translation>
  </message>
  <message>
   <source>the folder holds no DICOM or PNG image</source>
   <translation>thư mục không có ảnh DICOM hay PNG nào</translation>
  </message>
  <message>
   <source>the label sheet for the importer {0} was not found: give an existing file</source>
   <translation>không tìm thấy bảng nhãn cho bộ nhập {0}: hãy cho một tệp có thật</translation>
  </message>
  <message>
   <source>line 1 of the sheet names no column {0}: expected {1}, with the columns {2}</source>
   <translation>dòng 1 của bảng không nêu cột {0}: cần {1}, với các cột {2}</translation>
  </message>
  <message>
   <source>line {0} of the sheet has nothing in the column {1}: fill it, or remove the line</source>
   <translation>dòng {0} của bảng không có gì trong cột {1}: hãy điền, hoặc xóa dòng đó</translation>
  </message>
  <message>
   <source>line {0} of the sheet has {1} in the column {2}: expected {3}</source>
   <translation>dòng {0} của bảng có {1} trong cột {2}: cần {3}</translation>
  </message>
  <message>
   <source>none of the {0} images of the sheet was found: name the folder they are in, as DICOM or PNG</source>
   <translation>không tìm thấy ảnh nào trong {0} ảnh của bảng: hãy nêu thư mục chứa chúng, dạng DICOM hoặc PNG</translation>
  </message>
  <message>
   <source>{0} of the {1} images that the sheet names were not found.</source>
   <translation>{0} trong {1} ảnh mà bảng nêu không được tìm thấy.</translation>
  </message>
  <message>
   <source>the folders hold {0} images of one name that the sheet uses: name one folder only</source>
   <translation>các thư mục chứa {0} ảnh cùng một tên mà bảng dùng: hãy chỉ nêu một thư mục</translation>
  </message>
  <message>
   <source>lines {0} and {1} of the sheet lead to the same image: remove one, or move the sheet into the folder from which its paths count</source>
   <translation>các dòng {0} và {1} của bảng dẫn tới cùng một ảnh: hãy xóa một dòng, hoặc chuyển bảng vào thư mục mà đường dẫn của nó tính từ đó</translation>
  </message>
  <message>
   <source>Choose Data_Entry_2017.csv, and the folder of the PNG pictures it names.</source>
   <translation>Hãy chọn Data_Entry_2017.csv, và thư mục các hình PNG mà nó nêu.</translation>
  </message>
  <message>
   <source>line {0} of the sheet names an image that an earlier line names: remove one</source>
   <translation>dòng {0} của bảng nêu một ảnh mà dòng trước đã nêu: hãy xóa một dòng</translation>
  </message>
  <message>
   <source>line {0} of the sheet has an empty finding in the column finding labels</source>
   <translation>dòng {0} của bảng có dấu hiệu trống trong cột finding labels</translation>
  </message>
  <message>
   <source>RSNA numbers images, not people: one person may have several numbers, so pictures of one person may lie on both sides of the split.</source>
   <translation>RSNA đánh số ảnh, không phải người: một người có thể có nhiều số, nên hình của một người có thể nằm ở cả hai bên của phép chia.</translation>
  </message>
  <message>
   <source>No Lung Opacity / Not Normal</source>
   <translation>No Lung Opacity / Not Normal</translation>
  </message>
  <message>
   <source>RSNA Pneumonia Detection</source>
   <translation>RSNA Pneumonia Detection</translation>
  </message>
  <message>
   <source>Choose {0}, with {1} beside it where there is one, and the folder of the images (patientId.dcm).</source>
   <translation>Hãy chọn {0}, với {1} bên cạnh nếu có, và thư mục ảnh (patientId.dcm).</translation>
  </message>
  <message>
   <source>line {0} of the sheet contradicts line {1}: one image has one class</source>
   <translation>dòng {0} của bảng mâu thuẫn với dòng {1}: một ảnh có một lớp</translation>
  </message>
  <message>
   <source>line {0} of {1} contradicts line {2} of {3}: boxes and the class {4} go together</source>
   <translation>dòng {0} của {1} mâu thuẫn với dòng {2} của {3}: khung và lớp {4} đi cùng nhau</translation>
  </message>
  <message>
   <source>Choose images in the browser and say what they show, or take the labels that readers gave.</source>
   <translation>Hãy chọn ảnh trong trình duyệt và nói chúng cho thấy gì, hoặc lấy nhãn mà người đọc đã gán.</translation>
  </message>
  <message>
   <source>the selection is empty: choose images first</source>
   <translation>vùng chọn trống: hãy chọn ảnh trước</translation>
  </message>
  <message>
   <source>none of the {0} files of the selection is there any more</source>
   <translation>không còn tệp nào trong {0} tệp của vùng chọn</translation>
  </message>
  <message>
   <source>{0} of {1} files of the selection are not there any more.</source>
   <translation>{0} trong {1} tệp của vùng chọn không còn ở đó.</translation>
  </message>
  <message>
   <source>image {0} of the selection has no finding: say what it shows, or leave it out</source>
   <translation>ảnh {0} của vùng chọn không có dấu hiệu: hãy nói nó cho thấy gì, hoặc bỏ nó</translation>
  </message>
  <message>
   <source>image {0} of the selection is named twice with different patients</source>
   <translation>ảnh {0} của vùng chọn được nêu hai lần với bệnh nhân khác nhau</translation>
  </message>
  <message>
   <source>Negative for Pneumonia</source>
   <translation>Negative for Pneumonia</translation>
  </message>
  <message>
   <source>Choose train_study_level.csv, and the folder train with one folder per study.</source>
   <translation>Hãy chọn train_study_level.csv, và thư mục train với mỗi ca chụp một thư mục.</translation>
  </message>
  <message>
   <source>{0} studies have several images: each takes the label of its study.</source>
   <translation>{0} ca chụp có nhiều ảnh: mỗi ảnh nhận nhãn của ca chụp.</translation>
  </message>
  <message>
   <source>line {0} of the sheet gives {1} appearances: expected one of the four to be 1</source>
   <translation>dòng {0} của bảng cho {1} hình thái: cần một trong bốn là 1</translation>
  </message>
  <message>
   <source>line {0} of the sheet names the study of line {1} again</source>
   <translation>dòng {0} của bảng nêu lại ca chụp của dòng {1}</translation>
  </message>
  <message>
   <source>Any table (CSV, Parquet)</source>
   <translation>Bảng bất kỳ (CSV, Parquet)</translation>
  </message>
  <message>
   <source>Choose a table with a line per image, or per image and reader, and say which column holds what.</source>
   <translation>Hãy chọn một bảng với mỗi ảnh một dòng, hoặc mỗi ảnh và người đọc một dòng, và nói cột nào chứa gì.</translation>
  </message>
  <message>
   <source>line {0} of the sheet has no usable path</source>
   <translation>dòng {0} của bảng không có đường dẫn dùng được</translation>
  </message>
  <message>
   <source>line {0} of the sheet has the split {1}: expected train, validation or test</source>
   <translation>dòng {0} của bảng có split {1}: cần train, validation hoặc test</translation>
  </message>
  <message>
   <source>Between several findings of one cell</source>
   <translation>Giữa các dấu hiệu trong một ô</translation>
  </message>
  <message>
   <source>Finding that says that there is none</source>
   <translation>Dấu hiệu nói rằng không có gì</translation>
  </message>
  <message>
   <source>line 1 of the sheet names no column {0}, given as the column of the {1}</source>
   <translation>dòng 1 của bảng không nêu cột {0}, được cho là cột của {1}</translation>
  </message>
  <message>
   <source>line {0} of the sheet has an empty finding in the column {1}</source>
   <translation>dòng {0} của bảng có dấu hiệu trống trong cột {1}</translation>
  </message>
  <message>
   <source>no column of the sheet is known to hold the {0}: say which one of {1} does</source>
   <translation>không biết cột nào của bảng chứa {0}: hãy nói cột nào trong {1}</translation>
  </message>
  <message>
   <source>line {0} of the sheet contradicts line {1}: one image has one {2}</source>
   <translation>dòng {0} của bảng mâu thuẫn với dòng {1}: một ảnh có một {2}</translation>
  </message>
  <message>
   <source>Column of the {0}</source>
   <translation>Cột của {0}</translation>
  </message>
  <message>
   <source>Choose train.csv, and the folder of the images it names (image_id.dicom, .dcm or .png).</source>
   <translation>Hãy chọn train.csv, và thư mục các ảnh mà nó nêu (image_id.dicom, .dcm hoặc .png).</translation>
  </message>
  <message>
   <source>train.csv of VinBigData</source>
   <translation>train.csv của VinBigData</translation>
  </message>
  <message>
   <source>the checkpoint is of another network than the one config.json describes ({0} arrays for {1}, or of other shapes): undo the change of config.json, or start a new run</source>
   <translation>checkpoint là của mạng khác với mạng mà config.json mô tả ({0} mảng cho {1}, hoặc có dạng khác): hãy hoàn tác thay đổi của config.json, hoặc bắt đầu lượt chạy mới</translation>
  </message>
  <message>
   <source>another process is already working on this run</source>
   <translation>một tiến trình khác đang làm việc với lượt chạy này</translation>
  </message>
  <message>
   <source>it has no figures: no epoch was completed, or it is still running</source>
   <translation>nó không có số liệu: chưa epoch nào hoàn thành, hoặc nó vẫn đang chạy</translation>
  </message>
  <message>
   <source>the learning rates to try must be above 0 and rise, found {0} to {1}: give a lower and a higher one</source>
   <translation>các tốc độ học để thử phải lớn hơn 0 và tăng dần, nhưng có {0} đến {1}: hãy cho một số thấp và một số cao hơn</translation>
  </message>
  <message>
   <source>expected at least {0} steps to find a learning rate, found {1}</source>
   <translation>cần ít nhất {0} bước để tìm tốc độ học, nhưng có {1}</translation>
  </message>
  <message>
   <source>the dataset has no class {0}: expected one of {1}</source>
   <translation>bộ dữ liệu không có lớp {0}: cần một trong {1}</translation>
  </message>
  <message>
   <source>a reader study has an even number of images from {0} to {1}, found {2}</source>
   <translation>nghiên cứu người đọc có số ảnh chẵn từ {0} đến {1}, nhưng có {2}</translation>
  </message>
  <message>
   <source>the dataset has {0} patients with {1} and {2} without it that have an image of {3} bits or more: choose fewer images than {4}, another finding, or another dataset</source>
   <translation>bộ dữ liệu có {0} bệnh nhân có {1} và {2} không có, với ảnh từ {3} bit trở lên: hãy chọn ít hơn {4} ảnh, dấu hiệu khác, hoặc bộ dữ liệu khác</translation>
  </message>
  <message>
   <source>on {0} images, {1} was right at {2} alone on {3} and at {4} alone on {5} (McNemar p = {6})</source>
   <translation>trên {0} ảnh, {1} chỉ đúng ở {2} với {3} ảnh và chỉ đúng ở {4} với {5} ảnh (McNemar p = {6})</translation>
  </message>
  <message>
   <source>{0}: no difference was shown, which is no proof of equivalence</source>
   <translation>{0}: không cho thấy khác biệt nào, điều đó không phải là bằng chứng tương đương</translation>
  </message>
  <message>
   <source>{0}: {1} were read better than {2} by this reader</source>
   <translation>{0}: người đọc này đọc {1} tốt hơn {2}</translation>
  </message>
  <message>
   <source>{0}: too few images were judged differently to show any difference, for which at least {1} are needed; that is no proof of equivalence</source>
   <translation>{0}: quá ít ảnh được phán đoán khác nhau để cho thấy khác biệt, cần ít nhất {1}; đó không phải là bằng chứng tương đương</translation>
  </message>
  <message>
   <source>{0} has read {1} of {2}: read the rest</source>
   <translation>{0} đã đọc {1} trên {2}: hãy đọc phần còn lại</translation>
  </message>
  <message>
   <source>{0} is no reader study of version {1}: it may be of a newer CXR-12</source>
   <translation>{0} không phải nghiên cứu người đọc phiên bản {1}: nó có thể của CXR-12 mới hơn</translation>
  </message>
  <message>
   <source>the reader study cannot be kept: {0}</source>
   <translation>không giữ được nghiên cứu người đọc: {0}</translation>
  </message>
  <message>
   <source>{0} cannot be read: {1}</source>
   <translation>không đọc được {0}: {1}</translation>
  </message>
  <message>
   <source>{0} is no reader study: {1}</source>
   <translation>{0} không phải nghiên cứu người đọc: {1}</translation>
  </message>
  <message>
   <source>an image of these data may show several classes or none, which a softmax cannot say: choose the activation sigmoid or auto, or build a dataset with one class per image</source>
   <translation>một ảnh của dữ liệu này có thể có vài lớp hoặc không lớp nào, điều mà softmax không nói được: hãy chọn activation sigmoid hoặc auto, hoặc dựng bộ dữ liệu mỗi ảnh một lớp</translation>
  </message>
  <message>
   <source>this image cannot be opened: the dataset of these runs is not known on this computer; choose its data in the Train panel, then try again</source>
   <translation>không mở được ảnh này: bộ dữ liệu của các lượt chạy này không được biết trên máy này; hãy chọn dữ liệu trong ngăn Huấn luyện, rồi thử lại</translation>
  </message>
  <message>
   <source>this image cannot be opened: its file is no longer where the dataset was read; put it back, or choose the data in the Train panel again from where they are now</source>
   <translation>không mở được ảnh này: tệp không còn ở nơi đã đọc bộ dữ liệu; hãy đặt nó lại, hoặc chọn lại dữ liệu trong ngăn Huấn luyện từ chỗ hiện nay</translation>
  </message>
  <message>
   <source>the runs folder already holds a thousand runs of this second and name: choose another name</source>
   <translation>thư mục lượt chạy đã chứa một nghìn lượt chạy của giây này và tên này: hãy chọn tên khác</translation>
  </message>
  <message>
   <source>{0} cannot be read ({1})</source>
   <translation>không đọc được {0} ({1})</translation>
  </message>
  <message>
   <source>the process ended without a word</source>
   <translation>tiến trình kết thúc mà không nói gì</translation>
  </message>
  <message>
   <source>{0} cannot be read</source>
   <translation>không đọc được {0}</translation>
  </message>
  <message>
   <source>Research use only. Not for diagnosis.</source>
   <translation>Chỉ dùng cho nghiên cứu. Không dùng để chẩn đoán.</translation>
  </message>
  <message>
   <source>validation macro AUC</source>
   <translation>macro AUC kiểm định</translation>
  </message>
  <message>
   <source>of another source</source>
   <translation>của nguồn khác</translation>
  </message>
  <message>
   <source>of the same dataset, which says nothing of another hospital</source>
   <translation>của cùng bộ dữ liệu, không nói gì về bệnh viện khác</translation>
  </message>
  <message>
   <source>it may give an image several of them, or none</source>
   <translation>nó có thể cho một ảnh nhiều lớp trong số đó, hoặc không lớp nào</translation>
  </message>
  <message>
   <source>every image gets one of them, whatever it shows</source>
   <translation>mỗi ảnh nhận một lớp trong số đó, dù nó cho thấy gì</translation>
  </message>
  <message>
   <source>Taught with {0} images of {1} patients; measured on {2} images of {3} other patients {4}.</source>
   <translation>Được dạy với {0} ảnh của {1} bệnh nhân; đo trên {2} ảnh của {3} bệnh nhân khác {4}.</translation>
  </message>
  <message>
   <source>The rarest class of the test part, {0}, has {1} images.</source>
   <translation>Lớp hiếm nhất của tập kiểm tra, {0}, có {1} ảnh.</translation>
  </message>
  <message>
   <source>Knows the classes {0} only; {1}.</source>
   <translation>Chỉ biết các lớp {0}; {1}.</translation>
  </message>
  <message>
   <source>{0} images of {1} patients ({2}), divided by patient (images of patients): {3}.</source>
   <translation>{0} ảnh của {1} bệnh nhân ({2}), chia theo bệnh nhân (ảnh của bệnh nhân): {3}.</translation>
  </message>
  <message>
   <source>Trained by CXR-12 {0}, recipe {1}, best of {2} epochs by {3}{4}.</source>
   <translation>Được CXR-12 {0} huấn luyện, công thức {1}, tốt nhất trong {2} epoch theo {3}{4}.</translation>
  </message>
  <message>
   <source>The operating points were chosen on the validation part.</source>
   <translation>Các điểm vận hành được chọn trên tập kiểm định.</translation>
  </message>
  <message>
   <source>paused with {0} of {1} epochs done</source>
   <translation>tạm dừng khi xong {0} trên {1} epoch</translation>
  </message>
  <message>
   <source>paused before the training began: nothing is lost</source>
   <translation>tạm dừng trước khi huấn luyện bắt đầu: không mất gì</translation>
  </message>
  <message>
   <source>{0}: the training begins anew</source>
   <translation>{0}: việc huấn luyện bắt đầu lại từ đầu</translation>
  </message>
  <message>
   <source>not resumed, because since the run was interrupted {0}: undo that, or accept the changes</source>
   <translation>không tiếp tục, vì từ khi lượt chạy bị gián đoạn {0}: hãy hoàn tác điều đó, hoặc chấp nhận thay đổi</translation>
  </message>
  <message>
   <source>not resumed, because {0}: resume it with that version, or accept that the training begins anew</source>
   <translation>không tiếp tục, vì {0}: hãy tiếp tục nó bằng phiên bản đó, hoặc chấp nhận huấn luyện lại từ đầu</translation>
  </message>
  <message>
   <source>the table is larger than {0} MB</source>
   <translation>bảng lớn hơn {0} MB</translation>
  </message>
  <message>
   <source>the table lists no images</source>
   <translation>bảng không liệt kê ảnh nào</translation>
  </message>
  <message>
   <source>the table names the column {0} twice: rename or remove one</source>
   <translation>bảng nêu cột {0} hai lần: hãy đổi tên hoặc xóa một cột</translation>
  </message>
  <message>
   <source>the table is not a CSV file in UTF-8</source>
   <translation>bảng không phải tệp CSV dạng UTF-8</translation>
  </message>
  <message>
   <source>the table cannot be read as Parquet</source>
   <translation>không đọc được bảng dạng Parquet</translation>
  </message>
  <message>
   <source>the table is larger than {0} MB or {1} rows</source>
   <translation>bảng lớn hơn {0} MB hoặc {1} hàng</translation>
  </message>
  <message>
   <source>the dataset was not found: give an existing folder or CSV file</source>
   <translation>không tìm thấy bộ dữ liệu: hãy cho một thư mục hoặc tệp CSV có thật</translation>
  </message>
  <message>
   <source>the folder holds {0} and {1}: name the one that is meant</source>
   <translation>thư mục có {0} và {1}: hãy nêu cái cần dùng</translation>
  </message>
  <message>
   <source>the folder has {0} images of its own and {1} sub-folders with images: keep one sub-folder per class and nothing beside them, or add a {2}</source>
   <translation>thư mục có {0} ảnh riêng và {1} thư mục con có ảnh: hãy để mỗi lớp một thư mục con và không gì bên cạnh, hoặc thêm một {2}</translation>
  </message>
  <message>
   <source>{0} sub-folders have names that are no text, and the name is the class: rename them in letters</source>
   <translation>{0} thư mục con có tên không phải văn bản, mà tên chính là lớp: hãy đổi tên chúng bằng chữ</translation>
  </message>
  <message>
   <source>the sub-folders {0} look like parts, not classes: give one sub-folder per class, or a {1} with the columns path, label and split</source>
   <translation>các thư mục con {0} trông như các phần, không phải lớp: hãy để mỗi lớp một thư mục con, hoặc một {1} với các cột path, label và split</translation>
  </message>
  <message>
   <source>{0} of {1} images carry no label: expected one sub-folder per class, a {2}, or file names that begin with 1_, 2_, 3_ or 4_</source>
   <translation>{0} trên {1} ảnh không có nhãn: cần mỗi lớp một thư mục con, một {2}, hoặc tên tệp bắt đầu bằng 1_, 2_, 3_ hay 4_</translation>
  </message>
  <message>
   <source>the table needs a first line that names the columns path (or file, filename) and label</source>
   <translation>bảng cần dòng đầu nêu các cột path (hoặc file, filename) và label</translation>
  </message>
  <message>
   <source>the table has the columns {0} (the class of an image) and {1} (all of its classes, with {2} between them): keep one of the two</source>
   <translation>bảng có các cột {0} (lớp của ảnh) và {1} (mọi lớp của ảnh, cách nhau bằng {2}): hãy giữ một trong hai</translation>
  </message>
  <message>
   <source>an empty label</source>
   <translation>một nhãn trống</translation>
  </message>
  <message>
   <source>no split, though others have one</source>
   <translation>không có phần chia, dù dòng khác có</translation>
  </message>
  <message>
   <source>no patient, though others have one: fill the column, or leave it out</source>
   <translation>không có bệnh nhân, dù dòng khác có: hãy điền cột, hoặc bỏ cột ra</translation>
  </message>
  <message>
   <source>{0} of the {1} files in the table do not exist</source>
   <translation>{0} trên {1} tệp trong bảng không tồn tại</translation>
  </message>
  <message>
   <source>line {0} of the table has an empty class in the column {1}: {2} divides two</source>
   <translation>dòng {0} của bảng có lớp trống trong cột {1}: {2} ngăn cách hai lớp</translation>
  </message>
  <message>
   <source>line {0} of the table has no usable path</source>
   <translation>dòng {0} của bảng không có đường dẫn dùng được</translation>
  </message>
  <message>
   <source>line {0} of the table leads outside the table's folder: write such a path in full</source>
   <translation>dòng {0} của bảng dẫn ra ngoài thư mục của bảng: hãy viết đường dẫn như vậy đầy đủ</translation>
  </message>
  <message>
   <source>{0} images of the table have {1} (the first: line {2})</source>
   <translation>{0} ảnh của bảng có {1} (đầu tiên: dòng {2})</translation>
  </message>
  <message>
   <source>line {0} of the table has the split {1}: expected train, validation or test</source>
   <translation>dòng {0} của bảng có phần chia {1}: cần train, validation hoặc test</translation>
  </message>
  <message>
   <source>no split was found that has every class in every part: too many patients have several labels</source>
   <translation>không tìm được cách chia có mọi lớp trong mọi phần: quá nhiều bệnh nhân có vài nhãn</translation>
  </message>
  <message>
   <source>no folds were found that have every class in each: too many patients have several labels</source>
   <translation>không tìm được các fold có mọi lớp trong mỗi fold: quá nhiều bệnh nhân có vài nhãn</translation>
  </message>
  <message>
   <source>the split column names no training image</source>
   <translation>cột phần chia không nêu ảnh huấn luyện nào</translation>
  </message>
  <message>
   <source>the split column puts {0} patients into more than one part: a patient may be in one</source>
   <translation>cột phần chia đặt {0} bệnh nhân vào hơn một phần: mỗi bệnh nhân chỉ ở một phần</translation>
  </message>
  <message>
   <source>expected at least 2 folds and a fold from 0 to one below, found fold {0} of {1}</source>
   <translation>cần ít nhất 2 fold và một fold từ 0 đến dưới đó, nhưng có fold {0} trên {1}</translation>
  </message>
  <message>
   <source>the split column names all parts, so there is nothing to divide into folds: leave it out</source>
   <translation>cột fold nêu mọi phần, nên không còn gì để chia fold: hãy bỏ cột ra</translation>
  </message>
  <message>
   <source>class {0} has {1} patients to divide among {2} parts: add patients, or leave the class out</source>
   <translation>lớp {0} có {1} bệnh nhân để chia cho {2} phần: hãy thêm bệnh nhân, hoặc bỏ lớp ra</translation>
  </message>
  <message>
   <source>class {0} has {1} patients to divide into {2} folds: add patients, or ask for fewer folds</source>
   <translation>lớp {0} có {1} bệnh nhân để chia thành {2} fold: hãy thêm bệnh nhân, hoặc dùng ít fold hơn</translation>
  </message>
  <message>
   <source>the {0} part has no patient of class {1}: every part needs every class</source>
   <translation>phần {0} không có bệnh nhân của lớp {1}: mỗi phần cần mọi lớp</translation>
  </message>
  <message>
   <source>the {0} part has no image without the class {1}: every part needs images with and without each class</source>
   <translation>phần {0} không có ảnh không mang lớp {1}: mỗi phần cần ảnh có và ảnh không có từng lớp</translation>
  </message>
  <message>
   <source>no {0} found with every class in every part: add patients of the rare classes, or drop one</source>
   <translation>không tìm được {0} có mọi lớp trong mọi phần: hãy thêm bệnh nhân của các lớp hiếm, hoặc bỏ một lớp</translation>
  </message>
  <message>
   <source>the cluster at {0}:{1} does not answer: check the address, and that its head node runs</source>
   <translation>cụm tại {0}:{1} không trả lời: hãy kiểm tra địa chỉ, và nút đầu của nó có chạy không</translation>
  </message>
  <message>
   <source>a cluster has an address like ray://computer:{0}, found {1}</source>
   <translation>một cụm có địa chỉ kiểu ray://computer:{0}, nhưng có {1}</translation>
  </message>
  <message>
   <source>node {0} does not find the study folder under the same path: keep it on a shared disk</source>
   <translation>nút {0} không tìm thấy thư mục nghiên cứu dưới cùng đường dẫn: hãy giữ nó trên một đĩa dùng chung</translation>
  </message>
  <message>
   <source>node {0} keeps its private data in a place of its own: set CXR12_HOME to a folder on a shared disk</source>
   <translation>nút {0} giữ dữ liệu riêng ở chỗ của riêng nó: hãy đặt CXR12_HOME là một thư mục trên đĩa dùng chung</translation>
  </message>
  <message>
   <source>node {0} does not find the data under the same path ({1}): keep them on a shared disk</source>
   <translation>nút {0} không tìm thấy dữ liệu dưới cùng đường dẫn ({1}): hãy giữ dữ liệu trên một đĩa dùng chung</translation>
  </message>
  <message>
   <source>the cluster at {0} has no node with a processor to train on: add one</source>
   <translation>cụm tại {0} không có nút nào có bộ xử lý để huấn luyện: hãy thêm một nút</translation>
  </message>
  <message>
   <source>a study on a cluster needs Ray, which is not installed: install cxr12[cluster]</source>
   <translation>nghiên cứu trên một cụm cần Ray, chưa được cài đặt: hãy cài đặt cxr12[cluster]</translation>
  </message>
  <message>
   <source>the cluster at {0}:{1} runs another version of Ray or Python than this one</source>
   <translation>cụm tại {0}:{1} chạy phiên bản Ray hoặc Python khác với máy này</translation>
  </message>
  <message>
   <source>node {0} finds other data under the same path ({1}): keep them on a shared disk</source>
   <translation>nút {0} tìm thấy dữ liệu khác dưới cùng đường dẫn ({1}): hãy giữ dữ liệu trên một đĩa dùng chung</translation>
  </message>
  <message>
   <source>node {0} has {1} {2}, this computer {3}: install the same versions</source>
   <translation>nút {0} có {1} {2}, máy này có {3}: hãy cài đặt cùng phiên bản</translation>
  </message>
  <message>
   <source>the cluster at {0} is gone: call again when it runs</source>
   <translation>cụm tại {0} không còn: hãy gọi lại khi nó chạy</translation>
  </message>
  <message>
   <source>node {0} cannot look at the study: install the same version of CXR-12 there</source>
   <translation>nút {0} không xem được nghiên cứu: hãy cài đặt cùng phiên bản CXR-12 ở đó</translation>
  </message>
  <message>
   <source>{0} of {1} runs failed</source>
   <translation>{0} trên {1} lượt chạy thất bại</translation>
  </message>
  <message>
   <source>the study needs about {0} MB and {1} MB are free where it is kept: make room, or keep it elsewhere</source>
   <translation>nghiên cứu cần khoảng {0} MB và nơi giữ nó còn trống {1} MB: hãy dọn chỗ, hoặc giữ ở nơi khác</translation>
  </message>
  <message>
   <source>at least 1 run is trained at once, found {0}</source>
   <translation>cần huấn luyện ít nhất 1 lượt chạy cùng lúc, nhưng có {0}</translation>
  </message>
  <message>
   <source>the hours of a slice must be above 0, found {0}</source>
   <translation>số giờ của một đợt phải lớn hơn 0, nhưng có {0}</translation>
  </message>
  <message>
   <source>{0}: another process is already working on this study: wait for its end</source>
   <translation>{0}: một tiến trình khác đang làm việc với nghiên cứu này: hãy chờ nó xong</translation>
  </message>
  <message>
   <source>one epoch of arm {0} takes {1} minutes, longer than a slice of {2} minutes: allow more hours, or choose a smaller network or size</source>
   <translation>một epoch của nhánh {0} mất {1} phút, dài hơn một đợt {2} phút: hãy cho thêm giờ, hoặc chọn mạng hay kích thước nhỏ hơn</translation>
  </message>
  <message>
   <source>a run was stopped</source>
   <translation>một lượt chạy bị dừng</translation>
  </message>
  <message>
   <source>true or false</source>
   <translation>true hoặc false</translation>
  </message>
  <message>
   <source>{0} knows the settings {1}, found {2}</source>
   <translation>{0} có các thiết lập {1}, nhưng gặp {2}</translation>
  </message>
  <message>
   <source>{0} of {1} must be {2}, found {3}</source>
   <translation>{0} của {1} phải là {2}, nhưng có {3}</translation>
  </message>
  <message>
   <source>a grid needs at least one setting with its values, found none</source>
   <translation>lưới cần ít nhất một thiết lập với các giá trị, nhưng không có</translation>
  </message>
  <message>
   <source>{0} is set twice: a setting belongs into base or once into a grid</source>
   <translation>{0} được đặt hai lần: một thiết lập thuộc về base hoặc một lần vào lưới</translation>
  </message>
  <message>
   <source>a study needs a name and at least one grid of settings</source>
   <translation>nghiên cứu cần một tên và ít nhất một lưới thiết lập</translation>
  </message>
  <message>
   <source>the grid has {0} runs: at most {1} are planned together, divide the study</source>
   <translation>lưới có {0} lượt chạy: nhiều nhất {1} được lập kế hoạch cùng nhau, hãy chia nghiên cứu</translation>
  </message>
  <message>
   <source>{0} decides which patients test, and arms are compared on the same ones: put it into base</source>
   <translation>{0} quyết định bệnh nhân nào để kiểm tra, và các nhánh được so trên cùng bệnh nhân: hãy đặt nó vào base</translation>
  </message>
  <message>
   <source>{0} of grid needs at least one value, each once, found {1}</source>
   <translation>{0} của lưới cần ít nhất một giá trị, mỗi giá trị một lần, nhưng có {1}</translation>
  </message>
  <message>
   <source>the combination {0} cannot be trained: {1}</source>
   <translation>không huấn luyện được tổ hợp {0}: {1}</translation>
  </message>
  <message>
   <source>place of the quantisation</source>
   <translation>vị trí của lượng tử hóa</translation>
  </message>
  <message>
   <source>geometry and polarity</source>
   <translation>hình học và cực tính</translation>
  </message>
  <message>
   <source>choice of the best epoch</source>
   <translation>cách chọn epoch tốt nhất</translation>
  </message>
  <message>
   <source>all that the file can store</source>
   <translation>mọi thứ tệp có thể lưu</translation>
  </message>
  <message>
   <source>before the resize</source>
   <translation>trước khi đổi kích thước</translation>
  </message>
  <message>
   <source>aspect kept, shown polarity</source>
   <translation>giữ tỷ lệ, cực tính hiển thị</translation>
  </message>
  <message>
   <source>stretched, stored polarity</source>
   <translation>kéo giãn, cực tính lưu</translation>
  </message>
  <message>
   <source>maximum of each image, then 4095</source>
   <translation>cực đại của mỗi ảnh, rồi 4095</translation>
  </message>
  <message>
   <source>maximum of each image</source>
   <translation>cực đại của mỗi ảnh</translation>
  </message>
  <message>
   <source>after the resize</source>
   <translation>sau khi đổi kích thước</translation>
  </message>
  <message>
   <source>all stored bits</source>
   <translation>mọi bit được lưu</translation>
  </message>
  <message>
   <source>end of the training</source>
   <translation>cuối quá trình huấn luyện</translation>
  </message>
  <message>
   <source>{0} and {1} differ in nothing that is recorded: chance alone tells them apart.</source>
   <translation>{0} và {1} không khác nhau ở điều gì được ghi lại: chỉ ngẫu nhiên phân biệt chúng.</translation>
  </message>
  <message>
   <source>{0} and {1} differ in the {2} alone ({3} against {4}).</source>
   <translation>{0} và {1} chỉ khác nhau ở {2} ({3} so với {4}).</translation>
  </message>
  <message>
   <source>{0} and {1} differ in {2} factors ({3}): a difference may not be put down to one of them.</source>
   <translation>{0} và {1} khác nhau ở {2} yếu tố ({3}): không được quy khác biệt cho một yếu tố trong đó.</translation>
  </message>
  <message>
   <source>the recipe's own</source>
   <translation>theo công thức riêng</translation>
  </message>
  <message>
   <source>until it stopped early</source>
   <translation>cho đến khi dừng sớm</translation>
  </message>
  <message>
   <source>the images of these data may show several classes each, and a study compares runs with one class per image: give data with a column label, or train single runs</source>
   <translation>mỗi ảnh của dữ liệu này có thể có vài lớp, mà nghiên cứu so các lượt chạy mỗi ảnh một lớp: hãy cho dữ liệu có cột label, hoặc huấn luyện từng lượt chạy</translation>
  </message>
  <message>
   <source>With one seed an arm is one network: the report can compare these networks, not the methods.</source>
   <translation>Với một seed thì một nhánh là một mạng: báo cáo có thể so các mạng này, không phải các phương pháp.</translation>
  </message>
  <message>
   <source>The arms do not have the same seeds, so their runs cannot all be paired by seed.</source>
   <translation>Các nhánh không có cùng các seed, nên không thể ghép cặp mọi lượt chạy theo seed.</translation>
  </message>
  <message>
   <source>There is one arm only: nothing is compared.</source>
   <translation>Chỉ có một nhánh: không có gì để so.</translation>
  </message>
  <message>
   <source>Not all networks and sizes have been timed on this computer. By a rule of thumb, which may be wrong by a factor of three, the study takes {0}: ask for a timing first.</source>
   <translation>Không phải mọi mạng và kích thước đã được đo giờ trên máy này. Theo ước lượng thô, có thể sai gấp ba, nghiên cứu mất {0}: hãy yêu cầu đo giờ trước.</translation>
  </message>
  <message>
   <source>contrasts names the arm {0}, but the arms are {1}</source>
   <translation>contrasts nêu nhánh {0}, nhưng các nhánh là {1}</translation>
  </message>
  <message>
   <source>{0}: a study is at most {1} MB of TOML, found more</source>
   <translation>{0}: nghiên cứu nhiều nhất {1} MB TOML, nhưng có nhiều hơn</translation>
  </message>
  <message>
   <source>data must name a CSV file or a folder, found nothing</source>
   <translation>data phải nêu một tệp CSV hoặc một thư mục, nhưng không có gì</translation>
  </message>
  <message>
   <source>{0} has the keys {1}, found {2}</source>
   <translation>{0} có các khóa {1}, nhưng gặp {2}</translation>
  </message>
  <message>
   <source>{0} needs {1}, found no {2}</source>
   <translation>{0} cần {1}, nhưng không có {2}</translation>
  </message>
  <message>
   <source>{0} must be a table of settings, found {1}</source>
   <translation>{0} phải là bảng thiết lập, nhưng có {1}</translation>
  </message>
  <message>
   <source>contrasts must be a list of pairs of arms, found {0}</source>
   <translation>contrasts phải là danh sách các cặp nhánh, nhưng có {0}</translation>
  </message>
  <message>
   <source>a contrast must be two labels of arms, such as ["12-bit", "8-bit"], found {0}</source>
   <translation>một contrast phải là hai nhãn nhánh, như ["12-bit", "8-bit"], nhưng có {0}</translation>
  </message>
  <message>
   <source>{0}: the study cannot be read ({1}): give an existing TOML file</source>
   <translation>{0}: không đọc được nghiên cứu ({1}): hãy cho một tệp TOML có thật</translation>
  </message>
  <message>
   <source>{0}: expected TOML, found something else ({1})</source>
   <translation>{0}: cần TOML, nhưng có thứ khác ({1})</translation>
  </message>
  <message>
   <source>{0} must be text, found {1}</source>
   <translation>{0} phải là văn bản, nhưng có {1}</translation>
  </message>
  <message>
   <source>{0} of grid must be a list of values, such as ["12", "8"], found {1}</source>
   <translation>{0} của lưới phải là danh sách giá trị, như ["12", "8"], nhưng có {1}</translation>
  </message>
  <message>
   <source>{0} of grid must be a list of single values, found {1}</source>
   <translation>{0} của lưới phải là danh sách các giá trị đơn, nhưng có {1}</translation>
  </message>
  <message>
   <source>{0} of declared must be {1}, found {2}</source>
   <translation>{0} của declared phải là {1}, nhưng có {2}</translation>
  </message>
  <message>
   <source>{0} was {1} and is now {2}</source>
   <translation>{0} trước là {1} và nay là {2}</translation>
  </message>
  <message>
   <source>{0}: {1} is damaged or of another version of the program ({2})</source>
   <translation>{0}: {1} bị hỏng hoặc của một phiên bản khác của chương trình ({2})</translation>
  </message>
  <message>
   <source>a study that has begun is never changed, but {0}: put it back, or start another study under another name</source>
   <translation>một nghiên cứu đã bắt đầu thì không được đổi, nhưng {0}: hãy trả lại như cũ, hoặc bắt đầu nghiên cứu khác với tên khác</translation>
  </message>
  <message>
   <source>the study was begun with {0} images of {1} patients, the data are now {2} images of {3} patients with other contents or labels: give the same data, or start another study under another name</source>
   <translation>nghiên cứu bắt đầu với {0} ảnh của {1} bệnh nhân, nay dữ liệu là {2} ảnh của {3} bệnh nhân với nội dung hoặc nhãn khác: hãy cho đúng dữ liệu ấy, hoặc bắt đầu nghiên cứu khác với tên khác</translation>
  </message>
  <message>
   <source>expected an object</source>
   <translation>cần một đối tượng</translation>
  </message>
  <message>
   <source>{0} is not there, or of another kind</source>
   <translation>{0} không có, hoặc thuộc loại khác</translation>
  </message>
  <message>
   <source>{0} is no study folder: its {1} cannot be read</source>
   <translation>{0} không phải thư mục nghiên cứu: không đọc được {1} của nó</translation>
  </message>
  <message>
   <source>{0} of {1} planned runs are not finished and not counted: {2}</source>
   <translation>{0} trên {1} lượt chạy dự kiến chưa xong và không được tính: {2}</translation>
  </message>
  <message>
   <source>no report can be written: the arm {0} has no finished run, so what was declared cannot be compared; run the study again to go on with it</source>
   <translation>không viết được báo cáo: nhánh {0} không có lượt chạy nào xong, nên điều đã khai không so được; hãy chạy lại nghiên cứu để tiếp tục</translation>
  </message>
  <message>
   <source>a stop was asked for</source>
   <translation>đã có yêu cầu dừng</translation>
  </message>
  <message>
   <source>the hours of this slice are over</source>
   <translation>đã hết số giờ của đợt này</translation>
  </message>
  <message>
   <source>arm {0} could not be timed: {1}</source>
   <translation>không đo giờ được nhánh {0}: {1}</translation>
  </message>
  <message>
   <source>{0} is neither a run folder nor a study folder: expected {1} or {2} in it</source>
   <translation>{0} không phải thư mục lượt chạy cũng không phải thư mục nghiên cứu: cần {1} hoặc {2} trong đó</translation>
  </message>
  <message>
   <source>Research use only, not for diagnosis</source>
   <translation>Chỉ dùng cho nghiên cứu, không dùng để chẩn đoán</translation>
  </message>
  <message>
   <source>{0} cannot be mirrored: the run is damaged ({1})</source>
   <translation>không sao được {0}: lượt chạy bị hỏng ({1})</translation>
  </message>
  <message>
   <source>the findings are damaged</source>
   <translation>kết quả phát hiện bị hỏng</translation>
  </message>
  <message>
   <source>give the address of a server (http:// or https://), or a folder</source>
   <translation>hãy cho địa chỉ của một máy chủ (http:// hoặc https://), hoặc một thư mục</translation>
  </message>
  <message>
   <source>{0} refuses the run: check that it is an MLflow tracking server, and that you may write there</source>
   <translation>{0} từ chối lượt chạy: hãy kiểm tra đó có phải máy chủ theo dõi MLflow và bạn có được ghi vào đó không</translation>
  </message>
  <message>
   <source>{0} cannot be reached: check the address, and whether the tracking server runs</source>
   <translation>không tới được {0}: hãy kiểm tra địa chỉ, và máy chủ theo dõi có đang chạy không</translation>
  </message>
  <message>
   <source>runs are mirrored by MLflow, which is not installed: install cxr12[tracking]</source>
   <translation>các lượt chạy được sao bằng MLflow, chưa được cài đặt: hãy cài đặt cxr12[tracking]</translation>
  </message>
  <message>
   <source>{0} is no tracking store that can be written here: {1}</source>
   <translation>{0} không phải kho theo dõi ghi được từ đây: {1}</translation>
  </message>
  <message>
   <source>{0} cannot be written: {1}</source>
   <translation>không ghi được {0}: {1}</translation>
  </message>
  <message>
   <source>{0} stages of the network were to keep their weights, and {1} has {2}: choose fewer</source>
   <translation>{0} tầng của mạng phải giữ trọng số, mà {1} có {2}: hãy chọn ít hơn</translation>
  </message>
  <message>
   <source>Research and teaching with CXR-12 only. Not a medical device; never a diagnosis.</source>
   <translation>Chỉ dùng cho nghiên cứu và giảng dạy với CXR-12. Không phải thiết bị y tế; không bao giờ là chẩn đoán.</translation>
  </message>
  <message>
   <source>{0}, {1} seeds: mean {2}, range {3} to {4}; each with its 95 % interval by patient bootstrap: {5}; chance {6}.</source>
   <translation>{0}, {1} seed: trung bình {2}, khoảng {3} đến {4}; mỗi giá trị kèm khoảng tin cậy 95 % bằng bootstrap theo bệnh nhân: {5}; ngẫu nhiên {6}.</translation>
  </message>
  <message>
   <source>, the one of {0} with the lowest validation loss</source>
   <translation>, là seed có mất mát kiểm định thấp nhất trong {0}</translation>
  </message>
  <message>
   <source>{0}, one seed: {1} ({2} to {3}); chance {4}.</source>
   <translation>{0}, một seed: {1} ({2} đến {3}); ngẫu nhiên {4}.</translation>
  </message>
  <message>
   <source>within NIH alone</source>
   <translation>chỉ trong NIH</translation>
  </message>
  <message>
   <source>within NIH, PA alone</source>
   <translation>chỉ trong NIH, PA</translation>
  </message>
  <message>
   <source>within NIH, AP alone</source>
   <translation>chỉ trong NIH, AP</translation>
  </message>
  <message>
   <source>COVID-19 comes from other hospitals than the rest: images not from NIH are {0}. Telling COVID-19 may be telling the hospital, so its figures say nothing about the disease.</source>
   <translation>COVID-19 đến từ bệnh viện khác với phần còn lại: ảnh không thuộc NIH là {0}. Nhận ra COVID-19 có thể là nhận ra bệnh viện, nên số liệu của nó không nói gì về bệnh.</translation>
  </message>
  <message>
   <source>View (AP or PA) goes with class: {0}. The projection alone tells something about the label, so look at the AUCs within one source and one view.</source>
   <translation>Tư thế chụp (AP hoặc PA) đi theo lớp: {0}. Chỉ riêng tư thế đã cho biết điều gì đó về nhãn, nên hãy xem các con số trong cùng một nguồn và một tư thế.</translation>
  </message>
  <message>
   <source>Taught with {0} 8-bit pictures of {1} patients, longest side 320 pixels; knows nothing of 12-bit data, small findings or lateral views.</source>
   <translation>Được dạy với {0} hình 8 bit của {1} bệnh nhân, cạnh dài nhất 320 điểm ảnh; không biết gì về dữ liệu 12 bit, dấu hiệu nhỏ hoặc ảnh chụp nghiêng.</translation>
  </message>
  <message>
   <source>Labels are as distributed and partly doubtful: of 444 normal images 5 have Pneumonia in NIH's own table, of 448 opacity images 55 have none of Pneumonia, Consolidation and Infiltration there.</source>
   <translation>Nhãn được giữ như khi phát hành và một phần đáng ngờ: trong 444 ảnh normal có 5 ảnh ghi Pneumonia trong bảng của chính NIH, trong 448 ảnh opacity có 55 ảnh không ghi Pneumonia, Consolidation hay Infiltration ở đó.</translation>
  </message>
  <message>
   <source>Only normal, opacity and covid_19 exist for it: anything else gets one of these names.</source>
   <translation>Với nó chỉ có normal, opacity và covid_19: mọi thứ khác đều nhận một trong các tên này.</translation>
  </message>
  <message>
   <source>expected at least {0} finished runs in {1}, found {2}</source>
   <translation>cần ít nhất {0} lượt chạy đã xong trong {1}, nhưng có {2}</translation>
  </message>
  <message>
   <source>macro AUC on the test part</source>
   <translation>macro AUC trên tập kiểm tra</translation>
  </message>
  <message>
   <source>balanced accuracy on the test part</source>
   <translation>độ chính xác cân bằng trên tập kiểm tra</translation>
  </message>
  <message>
   <source>{0} Seed {1}{2}. Made by recipes/{3}.sh.</source>
   <translation>{0} Seed {1}{2}. Được tạo bởi recipes/{3}.sh.</translation>
  </message>
  <message>
   <source>AUC of {0} on the test part</source>
   <translation>AUC của {0} trên tập kiểm tra</translation>
  </message>
  <message>
   <source>Knows synthetic radiographs only. On a real radiograph its answer means nothing.</source>
   <translation>Chỉ biết ảnh X-quang tổng hợp. Trên ảnh X-quang thật câu trả lời của nó không có nghĩa gì.</translation>
  </message>
  <message>
   <source>Taught with {0} and measured on {1} phantoms of other patients, same generator; the findings are far more alike than in life, and their contrasts were chosen to be learnable.</source>
   <translation>Được dạy với {0} và đo trên {1} phantom của bệnh nhân khác, cùng bộ sinh; các dấu hiệu giống nhau hơn nhiều so với thực tế, và độ tương phản của chúng được chọn để học được.</translation>
  </message>
  <message>
   <source>Aortic enlargement has a declared gap: arch ratios between {0} and {1} do not occur in its world.</source>
   <translation>Aortic enlargement có một khoảng trống đã khai báo: tỷ lệ cung giữa {0} và {1} không xảy ra trong thế giới của nó.</translation>
  </message>
  <message>
   <source>AUC normal vs opacity {0}</source>
   <translation>AUC normal so với opacity {0}</translation>
  </message>
  <message>
   <source>{0} {1} of {2} AP ({3} %)</source>
   <translation>{0} {1} trên {2} AP ({3} %)</translation>
  </message>
  <message>
   <source>; training images as listed in NOTICE</source>
   <translation>; ảnh huấn luyện như liệt kê trong NOTICE</translation>
  </message>
  <message>
   <source>Out-of-fold scores of {0} images of {1} patients, pooled over {2} folds: networks of the same recipe, each taught without the patients it was asked about. Figures are cross-fitted: each fold with the temperature of the others. The sealed test part took no part.</source>
   <translation>Điểm ngoài fold của {0} ảnh của {1} bệnh nhân, gộp trên {2} fold: các mạng cùng công thức, mỗi mạng được dạy không có những bệnh nhân mà nó được hỏi. Số liệu được khớp chéo: mỗi fold với nhiệt độ của các phần khác. Tập kiểm tra đã niêm phong không tham gia.</translation>
  </message>
  <message>
   <source>{0} ({1} to {2}; chance {3})</source>
   <translation>{0} ({1} đến {2}; ngẫu nhiên {3})</translation>
  </message>
  <message>
   <source>expected at least two runs of folds, and the bundled model among build/{0}/runs; found others</source>
   <translation>cần ít nhất hai lượt chạy của các fold, và mô hình đi kèm trong build/{0}/runs; nhưng có khác</translation>
  </message>
  <message>
   <source>expected runs on folds of one dataset with the classes of the card, found others</source>
   <translation>cần các lượt chạy trên các fold của một bộ dữ liệu với các lớp của thẻ mô hình, nhưng có khác</translation>
  </message>
  <message>
   <source>expected folds that share no image, found an image in two of them</source>
   <translation>cần các fold không có ảnh chung, nhưng có một ảnh nằm trong hai phần</translation>
  </message>
  <message>
   <source>{0} on the test part, calibrated</source>
   <translation>{0} trên tập kiểm tra, đã hiệu chỉnh</translation>
  </message>
  <message>
   <source>{0} on the test part at its operating point, {1}: sensitivity {2}, specificity {3}; chance is saying yes as often whatever the image.</source>
   <translation>{0} trên tập kiểm tra tại điểm vận hành của nó, {1}: độ nhạy {2}, độ đặc hiệu {3}; ngẫu nhiên là trả lời có với cùng tần suất dù ảnh nào.</translation>
  </message>
  <message>
   <source>Calibrated for images like its own: where a class is commoner or rarer than here ({0}), the probabilities are off, however well the classes are told apart.</source>
   <translation>Được hiệu chỉnh cho ảnh giống ảnh của nó: nơi một lớp thường gặp hơn hoặc hiếm hơn ở đây ({0}), các xác suất bị lệch, dù các lớp được phân biệt tốt đến đâu.</translation>
  </message>
  <message>
   <source>Statistics of {0} training images; threshold: {1} % of {2} validation images do not exceed it. It is provisional: of {3} test images of the same source {4} % do.</source>
   <translation>Thống kê của {0} ảnh huấn luyện; ngưỡng: {1} % trong {2} ảnh kiểm định không vượt nó. Nó là tạm thời: trong {3} ảnh kiểm tra cùng nguồn có {4} % vượt.</translation>
  </message>
  <message>
   <source>other DICOM images</source>
   <translation>ảnh DICOM khác</translation>
  </message>
  <message>
   <source>other DICOM images, not radiographs</source>
   <translation>ảnh DICOM khác, không phải X-quang</translation>
  </message>
  <message>
   <source>{0} points of</source>
   <translation>{0} điểm</translation>
  </message>
  <message>
   <source>{0} points</source>
   <translation>{0} điểm</translation>
  </message>
  <message>
   <source>{0} interval</source>
   <translation>khoảng {0}</translation>
  </message>
  <message>
   <source>{0} seeds</source>
   <translation>{0} seed</translation>
  </message>
  <message>
   <source>{0} to {1}</source>
   <translation>{0} đến {1}</translation>
  </message>
  <message>
   <source>{0} of {1}</source>
   <translation>{0} / {1}</translation>
  </message>
  <message>
   <source>chance {0}</source>
   <translation>mức ngẫu nhiên {0}</translation>
  </message>
 </context>
 <context>
  <name>settings</name>
  <message>
   <source>Theme</source>
   <translation>Giao diện</translation>
  </message>
  <message>
   <source>Follow the system</source>
   <translation>Theo hệ thống</translation>
  </message>
  <message>
   <source>Dark</source>
   <translation>Tối</translation>
  </message>
  <message>
   <source>Light</source>
   <translation>Sáng</translation>
  </message>
  <message>
   <source>Language, from the next start on</source>
   <translation>Ngôn ngữ, từ lần khởi động sau</translation>
  </message>
  <message>
   <source>English</source>
   <translation>English</translation>
  </message>
  <message>
   <source>Tiếng Việt</source>
   <translation>Tiếng Việt</translation>
  </message>
  <message>
   <source>Guided tour</source>
   <translation>Giới thiệu từng bước</translation>
  </message>
  <message>
   <source>Offered at the next start</source>
   <translation>Mời ở lần khởi động sau</translation>
  </message>
  <message>
   <source>In the Help menu only</source>
   <translation>Chỉ trong menu Trợ giúp</translation>
  </message>
  <message>
   <source>Dragging down</source>
   <translation>Kéo xuống</translation>
  </message>
  <message>
   <source>Raises the level (darker)</source>
   <translation>Nâng mức (tối hơn)</translation>
  </message>
  <message>
   <source>Lowers the level</source>
   <translation>Hạ mức</translation>
  </message>
  <message>
   <source>Wheel forward</source>
   <translation>Lăn bánh về trước</translation>
  </message>
  <message>
   <source>Zooms in, previous image</source>
   <translation>Phóng to, ảnh trước</translation>
  </message>
  <message>
   <source>Zooms out, next image</source>
   <translation>Thu nhỏ, ảnh sau</translation>
  </message>
  <message>
   <source>Top left</source>
   <translation>Trên bên trái</translation>
  </message>
  <message>
   <source>Top right</source>
   <translation>Trên bên phải</translation>
  </message>
  <message>
   <source>Bottom left</source>
   <translation>Dưới bên trái</translation>
  </message>
  <message>
   <source>Bottom right</source>
   <translation>Dưới bên phải</translation>
  </message>
  <message>
   <source>Recent folders</source>
   <translation>Thư mục gần đây</translation>
  </message>
  <message>
   <source>Remembered</source>
   <translation>Ghi nhớ</translation>
  </message>
  <message>
   <source>Not remembered</source>
   <translation>Không ghi nhớ</translation>
  </message>
  <message>
   <source>Lists, thumbnails, annotations and results</source>
   <translation>Danh sách, ảnh thu nhỏ, chú thích và kết quả</translation>
  </message>
  <message>
   <source>Kept on this computer</source>
   <translation>Lưu trên máy tính này</translation>
  </message>
  <message>
   <source>Kept for this session only</source>
   <translation>Chỉ giữ trong phiên này</translation>
  </message>
  <message>
   <source>Images held in memory</source>
   <translation>Ảnh giữ trong bộ nhớ</translation>
  </message>
  <message>
   <source>512 MB</source>
   <translation>512 MB</translation>
  </message>
  <message>
   <source>256 MB</source>
   <translation>256 MB</translation>
  </message>
  <message>
   <source>1 GB</source>
   <translation>1 GB</translation>
  </message>
  <message>
   <source>2 GB</source>
   <translation>2 GB</translation>
  </message>
  <message>
   <source>None</source>
   <translation>Không</translation>
  </message>
  <message>
   <source>Networks are computed by</source>
   <translation>Mạng được tính bằng</translation>
  </message>
  <message>
   <source>OpenVINO where it is installed, else Keras</source>
   <translation>OpenVINO nếu đã cài, nếu không thì Keras</translation>
  </message>
  <message>
   <source>Keras</source>
   <translation>Keras</translation>
  </message>
  <message>
   <source>OpenVINO</source>
   <translation>OpenVINO</translation>
  </message>
  <message>
   <source>Precision of OpenVINO</source>
   <translation>Độ chính xác số của OpenVINO</translation>
  </message>
  <message>
   <source>32 bits</source>
   <translation>32 bit</translation>
  </message>
  <message>
   <source>16 bits (bfloat16): faster, less exact</source>
   <translation>16 bit (bfloat16): nhanh hơn, kém chính xác hơn</translation>
  </message>
  <message>
   <source>Enlarged pixels</source>
   <translation>Điểm ảnh phóng to</translation>
  </message>
  <message>
   <source>Blocks, as stored</source>
   <translation>Ô vuông, như lưu</translation>
  </message>
  <message>
   <source>Smoothed</source>
   <translation>Làm mịn</translation>
  </message>
  <message>
   <source>The file's shutter</source>
   <translation>Màn chắn (shutter) của tệp</translation>
  </message>
  <message>
   <source>Covers</source>
   <translation>Che</translation>
  </message>
  <message>
   <source>Does not cover</source>
   <translation>Không che</translation>
  </message>
  <message>
   <source>The file's overlays</source>
   <translation>Lớp phủ của tệp</translation>
  </message>
  <message>
   <source>Drawn</source>
   <translation>Vẽ</translation>
  </message>
  <message>
   <source>Not drawn</source>
   <translation>Không vẽ</translation>
  </message>
  <message>
   <source>Histogram</source>
   <translation>Biểu đồ mức xám</translation>
  </message>
  <message>
   <source>Logarithmic</source>
   <translation>Logarit</translation>
  </message>
  <message>
   <source>Linear</source>
   <translation>Tuyến tính</translation>
  </message>
  <message>
   <source>Greys fitted to the screen (GSDF)</source>
   <translation>Mức xám khớp với màn hình (GSDF)</translation>
  </message>
  <message>
   <source>No</source>
   <translation>Không</translation>
  </message>
  <message>
   <source>Yes</source>
   <translation>Có</translation>
  </message>
  <message>
   <source>Black of the screen</source>
   <translation>Độ chói đen của màn hình</translation>
  </message>
  <message>
   <source>cd/m²</source>
   <translation>cd/m²</translation>
  </message>
  <message>
   <source>White of the screen</source>
   <translation>Độ chói trắng của màn hình</translation>
  </message>
  <message>
   <source>Gamma of the screen</source>
   <translation>Gamma của màn hình</translation>
  </message>
  <message>
   <source>The screen is measured</source>
   <translation>Màn hình đã được đo</translation>
  </message>
  <message>
   <source>Reader</source>
   <translation>Người đọc</translation>
  </message>
  <message>
   <source>Classes</source>
   <translation>Các lớp</translation>
  </message>
  <message>
   <source>After a label</source>
   <translation>Sau khi gán nhãn</translation>
  </message>
  <message>
   <source>Next image without one</source>
   <translation>Ảnh tiếp theo chưa có nhãn</translation>
  </message>
  <message>
   <source>Stay</source>
   <translation>Ở lại</translation>
  </message>
 </context>
 <context>
  <name>study</name>
  <message>
   <source>Planned</source>
   <translation>Đã lên kế hoạch</translation>
  </message>
  <message>
   <source>Waiting</source>
   <translation>Đang chờ</translation>
  </message>
  <message>
   <source>Running</source>
   <translation>Đang chạy</translation>
  </message>
  <message>
   <source>Paused</source>
   <translation>Đã tạm dừng</translation>
  </message>
  <message>
   <source>Finished</source>
   <translation>Đã xong</translation>
  </message>
  <message>
   <source>Failed</source>
   <translation>Thất bại</translation>
  </message>
  <message>
   <source>Interrupted</source>
   <translation>Gián đoạn</translation>
  </message>
  <message>
   <source>Stopped</source>
   <translation>Đã dừng</translation>
  </message>
  <message>
   <source>Damaged</source>
   <translation>Bị hỏng</translation>
  </message>
  <message>
   <source>{1} runs</source>
   <translation>{1} lượt chạy</translation>
  </message>
  <message>
   <source>{0} of {1} runs</source>
   <translation>{0} / {1} lượt chạy</translation>
  </message>
  <message>
   <source>{0} failed</source>
   <translation>{0} thất bại</translation>
  </message>
  <message>
   <source>Native: all stored bits</source>
   <translation>Gốc: mọi bit lưu</translation>
  </message>
  <message>
   <source>8-max: each image to its maximum</source>
   <translation>8-max: mỗi ảnh theo giá trị lớn nhất của nó</translation>
  </message>
  <message>
   <source>8-voi: through the default view</source>
   <translation>8-voi: qua cách hiển thị mặc định</translation>
  </message>
  <message>
   <source>8-after-resize: after the resize</source>
   <translation>8-after-resize: sau khi đổi kích thước</translation>
  </message>
  <message>
   <source>{0} bits of the fixed range</source>
   <translation>{0} bit của khoảng cố định</translation>
  </message>
  <message>
   <source>Macro AUC</source>
   <translation>Macro AUC</translation>
  </message>
  <message>
   <source>Balanced accuracy</source>
   <translation>Độ chính xác cân bằng</translation>
  </message>
  <message>
   <source>Accuracy</source>
   <translation>Độ chính xác</translation>
  </message>
  <message>
   <source>Macro F1</source>
   <translation>Macro F1</translation>
  </message>
  <message>
   <source>Log loss</source>
   <translation>Log loss</translation>
  </message>
  <message>
   <source>Brier score</source>
   <translation>Điểm Brier</translation>
  </message>
  <message>
   <source>AUC</source>
   <translation>AUC</translation>
  </message>
  <message>
   <source>Sensitivity</source>
   <translation>Độ nhạy</translation>
  </message>
  <message>
   <source>Specificity</source>
   <translation>Độ đặc hiệu</translation>
  </message>
  <message>
   <source>{0} of {1}</source>
   <translation>{0} / {1}</translation>
  </message>
  <message>
   <source>chance alone: nothing differs</source>
   <translation>chỉ do ngẫu nhiên: không có gì khác nhau</translation>
  </message>
  <message>
   <source>none alone: {0}</source>
   <translation>không riêng yếu tố nào: {0}</translation>
  </message>
  <message>
   <source>bit depth</source>
   <translation>độ sâu bit</translation>
  </message>
  <message>
   <source>{0} runs: {1} arms, {2} seeds.</source>
   <translation>{0} lượt chạy: {1} nhánh, {2} seed.</translation>
  </message>
  <message>
   <source>Choose the data to see time, disk and memory.</source>
   <translation>Hãy chọn dữ liệu để xem thời gian, đĩa và bộ nhớ.</translation>
  </message>
  <message>
   <source>About {0}, one run after another.</source>
   <translation>Khoảng {0}, chạy lần lượt từng lượt.</translation>
  </message>
  <message>
   <source>About {0} of disk, and {1} of memory with {2} at once.</source>
   <translation>Khoảng {0} đĩa, và {1} bộ nhớ khi chạy {2} lượt cùng lúc.</translation>
  </message>
 </context>
 <context>
  <name>tabs</name>
  <message>
   <source>Display</source>
   <translation>Hiển thị</translation>
  </message>
  <message>
   <source>Measure</source>
   <translation>Đo</translation>
  </message>
  <message>
   <source>Classify</source>
   <translation>Phân loại</translation>
  </message>
  <message>
   <source>Explain</source>
   <translation>Giải thích</translation>
  </message>
  <message>
   <source>Train</source>
   <translation>Huấn luyện</translation>
  </message>
  <message>
   <source>Label</source>
   <translation>Gán nhãn</translation>
  </message>
  <message>
   <source>Compare</source>
   <translation>So sánh</translation>
  </message>
 </context>
</TS>
